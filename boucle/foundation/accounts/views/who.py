"""Who reads a page."""

from django.http import HttpRequest

from boucle.foundation.accounts.models import User


def member(request: HttpRequest) -> User:
    """Who is signed in, where `login_required` has let nobody else through."""
    assert isinstance(request.user, User)
    return request.user


def reader(request: HttpRequest) -> User | None:
    """Who is signed in, None for anybody else."""
    return request.user if isinstance(request.user, User) else None
