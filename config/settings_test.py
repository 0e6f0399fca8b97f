"""Settings of the test suite: the same, with fast passwords and files in a folder of the run."""

import os
import sys
import tempfile

# pytest-django reads the settings before the first conftest.py: here, or two runs share one database file. A program
# that a test starts is told its folder by the test.
if "pytest" in sys.modules:
    os.environ["BOUCLE_DATA"] = tempfile.mkdtemp(prefix="boucle-test-")

from config.settings import *  # noqa: F403  # a settings module extends another by taking all its names
from config.settings import BOUCLE, DATA, DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
BOUCLE = {**BOUCLE, "DEMO": False}

# A file, as in production: the threads of a test have connections of their own.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
