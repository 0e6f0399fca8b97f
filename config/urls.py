"""Root routes: the only place that knows every package's routes."""

from django.urls import include, path

urlpatterns = [
    path("", include("boucle.foundation.running.urls")),
    path("account/", include("boucle.foundation.accounts.urls")),
    path("territories/", include("boucle.foundation.territories.urls")),
    path("", include("boucle.foundation.guard.urls")),
    path("", include("boucle.foundation.messages.urls")),
    path("tasks/", include("boucle.foundation.tasks.urls")),
    path("", include("boucle.commons.search.urls")),
    path("", include("boucle.commons.moderation.urls")),
    path("", include("boucle.commons.opendata.urls")),
    path("", include("boucle.before.plans.urls")),
    path("", include("boucle.before.dominos.urls")),
    path("", include("boucle.during.initiatives.urls")),
    path("", include("boucle.after.lessons.urls")),
    path("", include("boucle.after.library.urls")),
    path("", include("boucle.together.consultations.urls")),
    path("", include("boucle.together.directory.urls")),
    path("", include("boucle.site.urls")),
]

handler400 = "boucle.site.views.errors.bad_request"
handler403 = "boucle.site.views.errors.forbidden"
handler404 = "boucle.site.views.errors.not_found"
handler500 = "boucle.site.views.errors.server_error"
