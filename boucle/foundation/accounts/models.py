"""Tables of people who sign in.

A `User` is known by an e-mail address. A `Scope` says what a member may do and where: territory × theme, with
four separate rights (see, decide, edit, export). A `Referent` of the house's words is a member with such a scope;
a coordinator has one without theme. An `Invitation` offers a scope to somebody by mail.
"""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.foundation.accounts.enums import Post
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory


class Users(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80, blank=True)  # as colleagues see it: "Référente transport, Bron"
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)  # installs and configures; decides nothing about fiches
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(_("former member")) if self.email == self.tombstone else self.name or self.email

    @property
    def tombstone(self) -> str:
        """What stands in place of the address of an erased account."""
        return f"erased-{self.pk}@boucle.invalid"


class Rights(models.Model):
    """Four separate rights; what users of other systems ask for most (ushahidi/platform #1711)."""

    post = models.CharField(max_length=12, choices=Post.choices, default=Post.REFERENT)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")  # null: every theme
    is_deputy = models.BooleanField(default=False)  # asked when no holder is present
    can_see = models.BooleanField(default=True)  # reads what is not public, contacts included
    can_decide = models.BooleanField(default=True)  # publishes, returns, rejects, archives, merges
    can_edit = models.BooleanField(default=False)  # corrects a fiche in its author's place
    can_export = models.BooleanField(default=False)  # takes non-public rows out

    class Meta:
        abstract = True


class Scope(Rights):
    user = models.ForeignKey(User, models.CASCADE, related_name="scopes")
    absent_until = models.DateField(null=True, blank=True)  # away: deputies and the level above are asked

    class Meta:
        ordering = ["user", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "territory", "theme", "post"],
                name="scope_once",
                violation_error_message=_("This person already has this scope."),
            ),
            models.UniqueConstraint(
                fields=["user", "territory", "post"],
                condition=models.Q(theme__isnull=True),
                name="scope_once_all_themes",
                violation_error_message=_("This person already has this scope."),
            ),
            models.CheckConstraint(
                condition=models.Q(post__in=Post.values),
                name="scope_post_known",
                violation_error_message=_("A member is a referent or a coordinator."),
            ),
            models.CheckConstraint(
                condition=~models.Q(post=Post.COORDINATOR) | models.Q(theme__isnull=True),
                name="scope_coordinator_all_themes",
                violation_error_message=_("A coordinator has every theme of the territory."),
            ),
            models.CheckConstraint(
                condition=models.Q(can_see=True) | models.Q(can_decide=False, can_edit=False, can_export=False),
                name="scope_sees_what_it_acts_on",
                violation_error_message=_("Whoever decides, edits or exports must be able to see."),
            ),
        ]
        indexes = [models.Index(fields=["territory", "theme"], name="scope_place")]

    def __str__(self) -> str:
        return f"{self.get_post_display()}, {self.territory}" + (f", {self.theme}" if self.theme else "")


class Invitation(Rights):
    email = models.EmailField()
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_at_by",
                violation_error_message=_("An accepted invitation says when and by whom."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()}, {self.territory}"
