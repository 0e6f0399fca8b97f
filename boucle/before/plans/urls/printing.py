"""A plan on paper, and offline."""

from django.urls import URLPattern, path

from boucle.before.plans.views.paper import offline, public, staff

PLAN, SECTION = "plans/<slug:slug>/", "s/<str:reference>/"

patterns: list[URLPattern] = [
    path("plans/offline.js", offline.worker, name="offline_worker"),
    path(f"{PLAN}paper/", public.listing, name="papers"),
    path(f"{PLAN}plan.pdf", public.plan, name="plan_pdf"),
    path(f"{PLAN}role.pdf", public.pack, name="role_pdf"),
    path(f"{SECTION}sheet.pdf", public.sheet, name="sheet_pdf"),
    path(f"{SECTION}cards/<int:number>.pdf", public.card, name="card_pdf"),
    path(f"{PLAN}staff/plan.pdf", staff.plan, name="staff_plan_pdf"),
    path(f"{PLAN}staff/role.pdf", staff.pack, name="staff_role_pdf"),
    path(f"{PLAN}staff/directory.pdf", staff.directory, name="directory_pdf"),
    path(f"{SECTION}staff/sheet.pdf", staff.sheet, name="staff_sheet_pdf"),
    path(f"{SECTION}staff/cards/<int:number>.pdf", staff.card, name="staff_card_pdf"),
    path("activations/<int:number>/debrief/empty.pdf", staff.debrief, name="debrief_pdf"),
    path(f"{PLAN}offline/", offline.install, name="offline"),
    path(f"{PLAN}offline/copy/", offline.copy, name="offline_copy"),
    path(f"{PLAN}offline/lasting/", offline.lasting, name="offline_lasting"),
]
