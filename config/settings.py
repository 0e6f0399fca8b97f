"""Settings. Everything that an installation may change is read from the environment (docs/reference/settings.md)."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment

ROOT = environment.ROOT
DATA = environment.data_directory()

DEBUG = environment.flag("BOUCLE_DEBUG")
SECRET_KEY = environment.secret_key(DATA)
ALLOWED_HOSTS = environment.words("BOUCLE_HOSTS", "localhost,127.0.0.1,[::1]")
ORIGIN = environment.text("BOUCLE_ORIGIN", "http://localhost:8000")
SECURE = ORIGIN.startswith("https://")
CSRF_TRUSTED_ORIGINS = [ORIGIN]

DATABASES = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "boucle.foundation.accounts",  # before allauth: its templates and French sentences come first
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "leaflet",
    "boucle.foundation.core",
    "boucle.foundation.figures",
    "boucle.foundation.documents",
    "boucle.foundation.guard",
    "boucle.foundation.territories",
    "boucle.foundation.situations",
    "boucle.foundation.lifecycle",
    "boucle.foundation.tasks",
    "boucle.foundation.messages",
    "boucle.foundation.actors",
    "boucle.foundation.running",
    "boucle.commons.search",
    "boucle.commons.moderation",
    "boucle.commons.opendata",
    "boucle.before.plans",
    "boucle.before.dominos",
    "boucle.during.initiatives",
    "boucle.after.lessons",
    "boucle.after.library",
    "boucle.together.consultations",
    "boucle.together.directory",
    "boucle.site",
]

MIDDLEWARE = [
    "boucle.foundation.running.middleware.measure",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "boucle.site.middleware.maintenance",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "boucle.site.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "boucle.site.context.frame",
            ],
            "builtins": [
                "boucle.site.templatetags.boucle",
                "boucle.site.templatetags.words",
                "boucle.foundation.documents.templatetags.documents",
                "boucle.foundation.figures.templatetags.figures",
            ],
        },
    }
]

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"  # after sign-in the adapter sends members to their queue

ACCOUNT_ADAPTER = "boucle.foundation.accounts.views.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # signup itself is closed: people come by invitation
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to an address that has no account
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Boucle] "
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds; mail is slow in a crisis
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.flag("BOUCLE_BEHIND_PROXY"))
MFA_ADAPTER = "boucle.foundation.accounts.views.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Boucle"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # http://localhost, for a demo and the tests
SOCIALACCOUNT_ADAPTER = "boucle.foundation.accounts.views.sign_in.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # a verified address of the provider joins the existing account
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = environment.single_sign_on()
# Attempts at signing in are counted here, and every process must see the same count.
CACHES = {"default": environment.cache(DATA, DATABASES["default"])}

# Languages: French first, English complete

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = environment.text("BOUCLE_TIME_ZONE", "Europe/Paris")

# Static files: collected, hashed and compressed beside the database

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("BOUCLE_STATIC") or DATA / "static")
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Security

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *environment.words("BOUCLE_TILES_HOSTS")],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "boucle.site.views.errors.forged"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False  # harvesters of open data refuse any redirect; the proxy redirects people
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("BOUCLE_BEHIND_PROXY") else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Mail

SMTP, MAILBOX = "django.core.mail.backends.smtp.EmailBackend", "boucle.foundation.messages.backends.Mailbox"
EMAIL_BACKEND = environment.text("BOUCLE_MAIL_BACKEND", MAILBOX if environment.flag("BOUCLE_DEMO") else SMTP)
EMAIL_HOST = environment.text("BOUCLE_SMTP_HOST", "localhost")
EMAIL_PORT = environment.number("BOUCLE_SMTP_PORT", 25)
EMAIL_HOST_USER = environment.text("BOUCLE_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("BOUCLE_SMTP_PASSWORD")
EMAIL_USE_TLS = environment.flag("BOUCLE_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("BOUCLE_MAIL_FROM", "Boucle <boucle@localhost>")

# Logs: one JSON object per line on standard error, never personal data

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "boucle.foundation.core.logs.JsonFormatter"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stream"], "level": environment.text("BOUCLE_LOG_LEVEL", "INFO")},
    "loggers": {"django.server": {"handlers": [], "propagate": False}},
}

# Boucle

BOUCLE = {
    "DEMO": environment.flag("BOUCLE_DEMO"),
    "METRICS": environment.flag("BOUCLE_METRICS"),
    "METRICS_TOKEN": environment.text("BOUCLE_METRICS_TOKEN"),
    "CHECK_LINKS": environment.flag("BOUCLE_CHECK_LINKS"),
    "TILES_URL": environment.text("BOUCLE_TILES_URL"),
    "TILES_ATTRIBUTION": environment.text("BOUCLE_TILES_ATTRIBUTION"),
    "BEHIND_PROXY": environment.flag("BOUCLE_BEHIND_PROXY"),
    "READY_BYTES": environment.number("BOUCLE_READY_MEGABYTES", 64) * 1024 * 1024,  # of each web process
    "MAINTENANCE": DATA / "maintenance",  # a file there puts every page under maintenance
    "EMERGENCY": environment.text("BOUCLE_EMERGENCY", "fr"),
    "PUBLISHER": environment.text("BOUCLE_PUBLISHER"),
    "CONTACT": environment.text("BOUCLE_CONTACT"),
    "EMBEDDINGS": environment.text("BOUCLE_EMBEDDINGS"),  # the folder of a local model
    "SOURCE": environment.text("BOUCLE_SOURCE"),
}

FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
