"""What the columns of a directory, of an inventory, of a list of places are called, and which field each is."""

from collections.abc import Mapping, Sequence

from boucle.commons.opendata.engine import mapping

NAME = "nom|name|intitule|libelle|designation|denomination"
ADDRESS = "adresse|address|rue|lieu|emplacement"
POINT = "coordonnees|point|gps|coordinates|geo point"
PEOPLE = "personnes|people|effectif|capacite|nombre de personnes"
KIND = "type|variete|categorie|nature|kind|famille"
CONTACT = {
    "contact_name": "nom du contact|contact|personne|nom et prenom|titulaire|responsable|nom prenom",
    "contact_phone": "portable|mobile|telephone prive|tel portable|telephone du contact|gsm",
    "contact_email": "courriel|email|e-mail|mail|adresse mail",
}

# content → field → headers, folded, "|" between them; the first that the file has wins
HEADERS: Mapping[str, Mapping[str, str]] = {
    "stakes": {
        "name": NAME,
        "variety": KIND,
        "address": ADDRESS,
        "point": POINT,
        "people": PEOPLE,
        "need": "besoin|besoins|need|priorite",
        **CONTACT,
    },
    "directory": {
        "function": "fonction|function|role|poste|qualite|mission",
        "organisation": "organisation|organisme|service|structure|entite|organization",
        "discipline": "discipline",
        "rank": "ordre|rang|ordre d'alerte|ordre d'appel|priorite|rank|numero d'ordre|n°",
        "public_phone": "telephone du service|standard|telephone fixe|fixe|telephone|tel|phone|tel.",
        **CONTACT,
        "contact_name": f"{CONTACT['contact_name']}|nom|name",
    },
    "means": {
        "name": f"materiel|moyen|equipement|{NAME}",
        "variety": KIND,
        "quantity": "quantite|nombre|qte|quantity|nb",
        "ownership": "propriete|appartenance|statut|ownership",
        "holder": "detenteur|proprietaire|service|organisme|holder|fournisseur",
        "place": f"{ADDRESS}|site|depot|place",
        "point": POINT,
        "minutes": "minutes|delai|delai en minutes|delai (min)",
        **CONTACT,
    },
    "refuges": {
        "name": NAME,
        "address": ADDRESS,
        "point": POINT,
        "seats": "places|places assises|seats|capacite|accueil",
        "beds": "lits|couchages|beds|lits de camp",
        "hours_without_power": "autonomie|heures|autonomie en heures|hours",
        "access": "acces|accessibilite|access",
        **CONTACT,
    },
}


def guess(columns: Sequence[str], content: str) -> dict[str, str]:
    """Column → field ("" where none is recognised), in the order of the file; a field takes one column."""
    folded = {column: mapping.fold(column) for column in columns}
    found: dict[str, str] = {}
    for field, headers in HEADERS[content].items():
        for header in headers.split("|"):
            column = next((each for each in columns if folded[each] == mapping.fold(header) and each not in found), "")
            if column:
                found[column] = field
                break
    return {column: found.get(column, "") for column in columns}


def meant(said: str, choices: Mapping[str, Sequence[str]]) -> str:
    """The value that a cell means: `choices` holds, for each value, what people call it; empty when none is meant."""
    folded = mapping.fold(said)
    return next((value for value, names in choices.items() if folded in map(mapping.fold, [value, *names])), "")
