"""Scenarios, activations, boards, debriefs."""

from django.urls import URLPattern, path

from boucle.before.plans.views.active import activate, board, ending, exercises, injects, rehearsing, scenarios

HERE, USED = "plans/<slug:slug>/scenarios/", "activations/<int:number>/"

patterns: list[URLPattern] = [
    path(HERE, scenarios.listing, name="scenarios"),
    path(f"{HERE}new/", scenarios.new, name="scenario_new"),
    path("plans/<slug:slug>/exercises/new/", exercises.new, name="exercise_new"),
    path("plans/<slug:slug>/exercises/from-lessons/", rehearsing.new, name="exercise_rehearse"),
    path("t/<slug:slug>/plans/rehearse/", rehearsing.choose, name="rehearse"),
    path("plans/<slug:slug>/exercises/<int:number>/call-off/", exercises.call_off, name="exercise_call_off"),
    path(f"{HERE}<int:number>/", scenarios.scenario, name="scenario"),
    path(f"{HERE}<int:number>/change/", scenarios.change, name="scenario_change"),
    path(f"{HERE}<int:number>/activate/", activate.activate, name="activate"),
    path(f"{HERE}<int:number>/injects/new/", injects.new, name="inject_new"),
    path(f"{HERE}<int:number>/injects/<int:inject>/", injects.change, name="inject"),
    path(f"{HERE}<int:number>/injects/<int:inject>/remove/", injects.remove, name="inject_remove"),
    path(f"{USED}board/", board.board, name="board"),
    path(f"{USED}injects/", injects.conduct, name="conduct"),
    path(f"{USED}injects/<int:inject>/play/", injects.play, name="play"),
    path(f"{USED}injects/<int:inject>/seen/", injects.seen, name="seen"),
    path(f"{USED}end/", ending.end, name="end"),
    path(f"{USED}debrief/", ending.debrief, name="debrief"),
    path(f"{USED}debrief/write/", ending.write, name="debrief_write"),
    path(f"{USED}debrief/empty/", ending.empty, name="debrief_empty"),
]
