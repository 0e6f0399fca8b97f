"""Ready bytes: a public page is a function of its address, its language and the revision of its territory.

A view marks its response with `ready.public(response, territory)`. `Ready` stands before Django: it keeps such pages
as bytes, answers the next readers and their 304s from memory, and asks the database for one number only, the revision,
at most every twentieth of a second. Who is signed in, or has a message waiting, always gets a page of their own.
"""

from boucle.foundation.core.ready.marks import private, public, shared
from boucle.foundation.core.ready.pages import VISITS
from boucle.foundation.core.ready.server import Application, Ready, register
from boucle.foundation.core.ready.ways import register_data

__all__ = ["VISITS", "Application", "Ready", "private", "public", "register", "register_data", "shared"]
