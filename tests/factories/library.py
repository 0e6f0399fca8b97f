"""Sheets and reports for tests, all through the actions."""

import uuid
from typing import Any

from boucle.after.library import actions
from boucle.after.library.models import Draft, Sheet
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions

# An invented report, of the shape that reports of sessions have: nobody in it exists.
REPORT = """Rencontres de l'eau

Les 4 et 5 février 2031

<https://rencontres.example.org/?Accueil>

SOMMAIRE

4 février 2031
Session 1 – "Boire pendant une coupure".....2
5 Février 2031
Session 2 – "Qui prévient qui".....4

À propos

Contact : Zélie Tournebride – zelie@rencontres.example.org

SESSION 1 – Boire pendant une coupure

Quand la pompe s'arrête, l'eau tient six heures dans le château d'eau.

Intervenant.e.s :

- **Zélie Tournebride** (fontainière, régie des eaux de Valbrune)
- **Octave Grandpré** (sociologue)

PISTES DE RÉFLEXION

Garder de l'eau chez soi

→ Six litres par personne suffisent pour deux jours. Encore faut-il le savoir avant.

→ Ce que Zélie Tournebride propose :

- une fontaine par quartier ;

- une clé chez deux voisins.

Compter ensemble

→ Qui compte les bidons qui restent ?

TERRAINS

- Valbrune : une fontaine ouverte pendant trois jours : www.valbrune.example.fr/fontaine

RESSOURCES

- Octave Grandpré, « La soif des villes », *Revue des eaux*, 2029/2, p. 11-18 : <https://revue.example.org/soif>
- *Tenir sans pompe*, manuel, 2027 : https://manuel.example.org/pompe.pdf

CONNECTEUR – 5 FÉVRIER 2031

SESSION 2 – Qui prévient qui

Trois numéros, et personne ne répond au premier.

Intervenant.e.s :

- **Barnabé Loriot** (directeur de l'école du Pré)

PISTES DE RÉFLEXION

→ Une affiche par cage d'escalier vaut mieux qu'un message de plus.

TERRAINS

- L'école du Pré a gardé 40 enfants jusqu'à 21 h.

RESSOURCES

- Guide des messages courts : <https://guide.example.org/messages>
"""


def place(name: str = "Bron") -> Territory:
    """An open commune."""
    return territories.open_territory(territory=contributions.commune(name))


def sheet(state: State = State.PUBLISHED, *, territory: Territory | None = None, **changes: Any) -> Sheet:
    """A sheet of the library in a state."""
    row = contributions.contribution(state, kind="sheet", territory=territory or place(), **changes)
    return Sheet.objects.select_related("contribution__territory").get(pk=row.pk)


def draft(words: str = REPORT, *, territory: Territory | None = None, user: User | None = None) -> Draft:
    here = territory or place()
    keeper = user or accounts.coordinator(here)
    return actions.read_report(territory=here, user=keeper, words=words, form_key=uuid.uuid4())


def session(*, territory: Territory | None = None, agreed: bool = True) -> Sheet:
    """The invented report in the library, everybody in it having agreed or nobody."""
    here = territory or place()
    keeper = accounts.coordinator(here)
    made = draft(territory=here, user=keeper)
    corrected(made, keeper, agreed=agreed)
    row = actions.publish_draft(draft=made, user=keeper)
    return Sheet.objects.select_related("contribution__territory").get(pk=row.pk)


def corrected(made: Draft, keeper: User, *, agreed: bool) -> Draft:
    sessions = [
        {
            "title": each["title"],
            "date": each["date"],
            "agreed": set(range(len(each["speakers"]))) if agreed else set(),
            "aside": set(),
        }
        for each in made.found["sessions"]
    ]
    return actions.correct_draft(
        draft=made, user=keeper, title=made.title, preface=made.found["preface"], sessions=sessions
    )
