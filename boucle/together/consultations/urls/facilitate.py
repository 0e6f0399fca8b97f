"""What a facilitator walks."""

from django.urls import path

from boucle.together.consultations.views.facilitate import (
    create,
    decide,
    desk,
    draw,
    groups,
    items,
    letters,
    panel,
    paper,
    rounds,
    rule,
)

HERE = "c/<str:reference>/facilitate/"

patterns = [
    path("t/<slug:slug>/consultations/new/", create.new, name="new"),
    path("t/<slug:slug>/consultations/prepared/", create.prepared, name="prepared"),
    path(HERE, desk.desk, name="facilitate"),
    path(f"{HERE}settings/", create.settings, name="settings"),
    path(f"{HERE}items/", items.items, name="items"),
    path(f"{HERE}items/many/", items.import_many, name="items_many"),
    path(f"{HERE}items/<int:number>/", items.change, name="item"),
    path(f"{HERE}items/<int:number>/remove/", items.remove, name="item_remove"),
    path(f"{HERE}items/<int:number>/move/", items.move, name="item_move"),
    path(f"{HERE}rule/", rule.rule, name="rule"),
    path(f"{HERE}panel/", panel.panel, name="panel"),
    path(f"{HERE}panel/groups/", panel.add_group, name="panel_group"),
    path(f"{HERE}panel/list/", panel.import_list, name="panel_list"),
    path(f"{HERE}panel/remind/", panel.remind, name="panel_remind"),
    path(f"{HERE}panel/draw/", draw.draw, name="panel_draw"),
    path(f"{HERE}panel/draw/<int:number>/", draw.drawn, name="panel_drawn"),
    path(f"{HERE}panel/<int:number>/leave/", panel.leave, name="panel_leave"),
    path(f"{HERE}panel/<int:number>/renew/", panel.renew, name="panel_renew"),
    path(f"{HERE}groups/", groups.groups, name="groups"),
    path(f"{HERE}groups/<int:number>/take-back/", groups.take_back, name="group_take_back"),
    path(f"{HERE}letters/", letters.letters, name="letters"),
    path(f"{HERE}sheet/", letters.sheet, name="blank_sheet"),
    path(f"{HERE}rounds/", rounds.rounds, name="rounds"),
    path(f"{HERE}rounds/<int:number>/open/", rounds.open_, name="round_open"),
    path(f"{HERE}rounds/<int:number>/extend/", rounds.extend, name="round_extend"),
    path(f"{HERE}rounds/<int:number>/close/", rounds.close_round, name="round_close"),
    path(f"{HERE}close/", rounds.close, name="close"),
    path(f"{HERE}paper/", paper.paper, name="paper"),
    path(f"{HERE}decision/", decide.decision, name="decision"),
]
