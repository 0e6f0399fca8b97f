"""What every test may use: folders of the run, three standing characters, a real browser."""

import os
import tempfile

# Before Django reads its settings: nothing of a run touches the installation's own folder.
os.environ["BOUCLE_DATA"] = tempfile.mkdtemp(prefix="boucle-test-")
os.environ.setdefault("BOUCLE_SECRET_KEY", "a key for tests only")
# Playwright runs an event loop in the test's thread; Django would take a database call for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
