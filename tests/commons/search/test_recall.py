"""Does a question find its answer by what it is close to, without any model? The benchmark asks the whole FAQ."""

import json
from pathlib import Path

import pytest

from boucle.commons.search import queries
from boucle.foundation.territories.models import Territory
from tests.factories import library, search

pytestmark = pytest.mark.django_db

FAQ = Path(__file__).parents[4] / "shared" / "data" / "textes-fr" / "faq-covid-2020.jsonl"
LEAST = 0.75  # of the questions find their answer among the first five
ASKED = 24

# Invented: an answer is a sheet, a question never says its title.
PAIRS = {
    "Comment garder ses médicaments au frais sans courant ?": "Une glacière et deux pains de glace gardent l’insuline"
    " au frais douze heures : un médicament ne se congèle pas.",
    "Où recharger mon téléphone pendant la coupure ?": "La salle des fêtes a un groupe : on y recharge téléphones et"
    " lampes, une heure chacun, de huit heures à vingt heures.",
    "Le facteur passera-t-il malgré la neige ?": "Tant que la neige tient, le courrier reste au bureau de poste ; le"
    " facteur passe dès que la route est dégagée.",
    "Puis-je boire l’eau du robinet après la crue ?": "Après une crue, l’eau du robinet se fait bouillir une minute,"
    " jusqu’à l’avis de la régie ; l’eau du puits ne se boit pas.",
    "Qui garde les enfants si l’école ferme ?": "Quand l’école ferme, un accueil garde les enfants des soignants et"
    " des pompiers, de sept heures à dix-neuf heures.",
    "Comment prévenir ma voisine sourde ?": "Une voisine sourde se prévient par message écrit, ou à la porte, avec une"
    " lampe que l’on fait clignoter.",
    "Que faire de mes poubelles si le camion ne vient pas ?": "Sans camion, les poubelles restent fermées au sec ; les"
    " bennes du stade prennent le verre et le carton.",
    "Mon poêle à bois est-il dangereux sans électricité ?": "Un poêle à bois chauffe sans électricité :"
    " une fenêtre entrouverte, jamais de brasero dans la maison.",
}


def recall(here: Territory, pairs: dict[str, str]) -> float:
    """The share of the questions whose answer is among the first five."""
    rows = {
        question: library.sheet(territory=here, title=f"Réponse {number}", text=answer)
        for number, (question, answer) in enumerate(pairs.items(), 1)
    }
    search.work()
    found = [
        row.pk in [each.id for each in queries.close_to(question, here, "sheet", limit=5)]
        for question, row in rows.items()
    ]
    return sum(found) / len(found)


def test_every_invented_question_finds_its_answer() -> None:
    assert recall(library.place(), PAIRS) == 1.0


@pytest.mark.shared
def test_three_questions_of_four_of_a_real_faq_find_their_answer() -> None:
    lines = [json.loads(line) for line in FAQ.read_text(encoding="utf-8").splitlines()]
    pairs = {line["question"]: line["reponse"][:8000] for line in lines[:ASKED]}
    assert recall(library.place(), pairs) >= LEAST
