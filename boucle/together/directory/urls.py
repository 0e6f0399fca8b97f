"""Routes."""

from django.urls import path

from boucle.together.directory.views import answering, following, listing, meeting, presenting, reading, ties

app_name = "directory"

urlpatterns = [
    path("t/<slug:slug>/actors/", listing.listing_page, name="list"),
    path("t/<slug:slug>/actors/present/", presenting.present, name="present"),
    path("t/<slug:slug>/actors/ties/", reading.picture, name="picture"),
    path("a/<str:reference>/", reading.actor, name="actor"),
    path("a/<str:reference>/meet/", reading.meet, name="meet"),
    path("actor/<str:secret>/", following.follow, name="follow"),
    path("actor/<str:secret>/revise/", following.revise, name="revise"),
    path("actor/<str:secret>/verify/", following.verify, name="verify"),
    path("actor/<str:secret>/leave/", following.leave, name="leave"),
    path("actor/<str:secret>/return/", following.come_back, name="return"),
    path("actor/<str:secret>/share/", following.share, name="share"),
    path("actor/<str:secret>/erase/", following.erase, name="erase"),
    path("actor/<str:secret>/find/", ties.find, name="find"),
    path("actor/<str:secret>/meet/<str:reference>/", meeting.ask, name="ask_to_meet"),
    path("actor/<str:secret>/tie/<str:reference>/", ties.ask, name="ask_to_tie"),
    path("actor/<str:secret>/ties/<int:tie>/end/", ties.end, name="end_tie"),
    path("meeting/<str:secret>/", answering.meeting, name="answer_meeting"),
    path("tie/<str:secret>/", answering.tie, name="answer_tie"),
]
