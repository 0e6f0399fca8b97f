"""The application that the web server loads: ready bytes before Django."""

import os
import sys

from django.core.wsgi import get_wsgi_application

# A long export shares its process with short pages: a thread that computes lets the others in far more often than
# Python's usual 5 ms, so that nobody waits for a download to go on.
sys.setswitchinterval(0.0002)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from boucle.foundation.core import counters, courtesy, ready  # noqa: E402  # after Django's own start, which reads the settings

counters.start()
application = courtesy.Counted(ready.Ready(django_application))
