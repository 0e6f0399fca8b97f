"""Routes under /account/: ours, then those of django-allauth."""

from django.urls import URLPattern, URLResolver, include, path

from boucle.foundation.accounts.views import invitations, people, sign_in, space

own: list[URLPattern] = [
    path("", space.space, name="space"),
    path("name/", space.name, name="name"),
    path("absence/", space.absence, name="absence"),
    path("delete/", space.delete, name="delete"),
    path("people/", people.people, name="people"),
    path("people/<int:number>/", people.scope, name="scope"),
    path("invite/", invitations.invite, name="invite"),
    path("invitation/<int:number>/withdraw/", people.withdraw_invitation, name="withdraw_invitation"),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "accounts"))),
    path("logout/", sign_in.SignOut.as_view(), name="account_logout"),
    path("oidc/<str:provider_id>/login/", sign_in.leave_for_single_sign_on),
    path("", include("allauth.urls")),
]
