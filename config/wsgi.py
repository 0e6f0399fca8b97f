"""The application that the web server loads: ready bytes before Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from boucle.foundation.core import counters, ready  # noqa: E402  # after Django's own start, which reads the settings

counters.start()
application = ready.Ready(django_application)
