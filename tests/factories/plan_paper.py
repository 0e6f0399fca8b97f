"""A plan as a mayor would carry it: sections of every content, measures for several roles, people, staff texts."""

from boucle.before.plans import actions
from boucle.before.plans.enums import Content
from boucle.before.plans.models import Plan, Section
from tests.factories import plan_entries, plan_law, plans

TEXT = """La station relève l’eau. **Elle n’a pas de courant de secours** : elle s’arrête dès la coupure.

- remplir les réserves avant 17 h ;
- amener le groupe mobile n° 2, l’essayer avant 16 h.

## Qui prévenir

1. Le service des eaux
2. La maison de repos, voir [la consigne](https://exemple.be/consigne)

> « Rue du Thier, c’est le 14 et le 22 qui manquent d’eau les premiers. »
"""
STEPS = [
    "Prendre les clés à l’accueil (**armoire 3**).",
    "Ouvrir la salle, allumer le chauffage.",
    "Compter les personnes à l’entrée, noter qui a besoin de soins.",
    "Appeler le poste de commandement toutes les heures.",
]
MEASURES = (
    ("Amener et essayer le groupe n° 2", "Logistique", "d4", 60, ""),
    ("Citerne à la maison de repos", "Logistique", "d4", 90, "Dix mètres cubes, raccord DN 45."),
    ("Afficher la consigne dans 11 halls", "Réserve citoyenne", "", -30, ""),
    ("Envoyer le message de la veille", "Communication", "d5", 0, ""),
)


def whole(of: Plan | None = None) -> Plan:
    """One section per content under three titles, an answer to the law, a staff text, a draft."""
    plan = of or plans.plan(introduction="Pour les soirs d’hiver où le courant est coupé par zones.")
    plan_law.answering(plan)
    make = plans.section if plan.is_open else plans.draft
    first = make(plan, title="Alerter et décider", text=TEXT, phase="before", hazard="shedding")
    measured(first)
    for content in Content:
        if content != Content.TEXT:
            filled(plan, content, first)
    keeper = plans.keeper(plan)
    actions.write_staff_text(section=first, user=keeper, text="Code de l’armoire : demander au *concierge*.")
    plans.draft(plan, title="Foyers sous appareil", text="À écrire avec les infirmières.")
    return plan


def measured(section: Section) -> None:
    user = plans.keeper(section.plan)
    for title, role, discipline, minutes, detail in MEASURES:
        known = {"title": title, "role": role, "discipline": discipline, "minutes": minutes, "detail": detail}
        actions.add_measure(section=section, user=user, **known)


def filled(plan: Plan, content: Content, parent: Section) -> Section:
    section = plan_entries.section(
        content, of=plan, title=f"Liste : {content.label}", parent=parent, holder="Service des travaux", discipline="d4"
    )
    has_people = content in (Content.DIRECTORY, Content.STAKES, Content.MEANS)
    contact = plan_entries.SOMEBODY if has_people else None
    fields = {"steps": STEPS, "trigger": "Coupure annoncée"} if content == Content.CARDS else {}
    if content != Content.DIRECTORY:
        plan_entries.entry(section, contact, is_open=True, **fields)
        return section
    boss = plan_entries.entry(section, contact, rank=1, discipline="command")
    plan_entries.entry(section, contact, function="Échevine de permanence", stands_in_for=boss, discipline="command")
    plan_entries.entry(section, contact, function="Chef des travaux", rank=2, discipline="d4")
    plan_entries.entry(section, contact, function="Imprimerie communale", discipline="d5")
    return section
