"""Write a plan, its sections, its notes' answers."""

from django.urls import URLPattern, path

from boucle.before.plans.views.keeping import content, notes, plan, section

patterns: list[URLPattern] = [
    path("t/<slug:slug>/plans/work/", plan.kept, name="kept"),
    path("t/<slug:slug>/plans/new/", plan.new, name="new"),
    path("plans/<slug:slug>/change/", plan.change, name="change"),
    path("plans/<slug:slug>/open/", plan.open_plan, name="open"),
    path("plans/<slug:slug>/out/", plan.out, name="out"),
    path("plans/<slug:slug>/notes/", notes.waiting, name="notes"),
    path("plans/<slug:slug>/sections/new/", section.new, name="section_new"),
    path("s/<str:reference>/write/", section.write, name="write"),
    path("s/<str:reference>/arrange/", section.arrange, name="arrange"),
    path("s/<str:reference>/publish/", section.publish, name="publish"),
    path("s/<str:reference>/verify/", section.verify, name="verify"),
    path("s/<str:reference>/archive/", section.archive, name="archive"),
    path("s/<str:reference>/restore/", section.restore, name="restore"),
    path("s/<str:reference>/staff-text/", content.staff_text, name="staff_text"),
    path("s/<str:reference>/measures/", content.measures, name="measures"),
    path("s/<str:reference>/measures/<int:number>/", content.measure, name="measure"),
    path("s/<str:reference>/measures/<int:number>/retire/", content.retire, name="measure_retire"),
    path("n/<str:reference>/answer/", notes.answer, name="answer"),
    path("n/<str:reference>/take/", notes.take, name="take"),
]
