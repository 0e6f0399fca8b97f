"""Keep the lessons of a territory: note, understand, decide, act, change, check."""

from django.urls import URLPattern, path

from boucle.after.lessons.views import reviews
from boucle.after.lessons.views.working import desk, proving, settling, understanding

HERE, ONE = "t/<slug:slug>/lessons/", "l/<str:reference>/"

patterns: list[URLPattern] = [
    path(f"{HERE}work/", desk.kept, name="kept"),
    path(f"{HERE}work/new/", desk.begin, name="begin"),
    path(f"{HERE}work/enter/", desk.enter, name="enter"),
    path(f"{HERE}work/review/", reviews.write, name="review_new"),
    path("testimonies/<str:reference>/embargo/", desk.embargo, name="embargo"),
    path(f"{ONE}analyse/", understanding.analyse, name="analyse"),
    path(f"{ONE}publish/", understanding.publish, name="publish"),
    path(f"{ONE}error/", understanding.error, name="error"),
    path(f"{ONE}learn-from/", understanding.learn, name="learn"),
    path(f"{ONE}reopen/", understanding.reopen, name="reopen"),
    path(f"{ONE}recommend/", settling.recommend, name="recommend"),
    path(f"{ONE}decide/", settling.decide, name="decide"),
    path(f"{ONE}act/", settling.act, name="act"),
    path(f"{ONE}change/", proving.change, name="change"),
    path(f"{ONE}finish/", proving.finish, name="finish"),
    path(f"{ONE}check/", proving.check, name="check"),
]
