"""Routes."""

from django.urls import path

from boucle.during.initiatives.views import fiche, follow, listing, propose, requests, visitors

app_name = "initiatives"

urlpatterns = [
    path("t/<slug:slug>/list/", listing.listing_page, name="list"),
    path("t/<slug:slug>/clusters/", listing.clusters, name="clusters"),
    path("t/<slug:slug>/outline/", listing.outline, name="outline"),
    path("t/<slug:slug>/propose/", propose.propose, name="propose"),
    path("t/<slug:slug>/similar/", propose.similar, name="similar"),
    path("f/<str:reference>/", fiche.fiche, name="fiche"),
    path("f/<str:reference>/photo.webp", fiche.photo, name="photo"),
    path("f/<str:reference>/report/", visitors.report, name="report"),
    path("f/<str:reference>/message/", visitors.message, name="message"),
    path("f/<str:reference>/claim/", visitors.claim, name="claim"),
    path("f/<str:reference>/requests/", requests.of_fiche, name="requests"),
    path("requests/", requests.waiting, name="waiting"),
    path("confirm/<str:secret>/", propose.confirm, name="confirm"),
    path("follow/<str:secret>/", follow.follow, name="follow"),
    path("follow/<str:secret>/revise/", follow.revise, name="revise"),
    path("follow/<str:secret>/verify/", follow.verify, name="verify"),
    path("follow/<str:secret>/withdraw/", follow.withdraw, name="withdraw"),
    path("follow/<str:secret>/restore/", follow.restore, name="restore"),
    path("follow/<str:secret>/erase/", follow.erase, name="erase"),
]
