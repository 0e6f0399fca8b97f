"""What headers and categories are called in the files that exist, in French and in English."""

ID, KEYWORDS, POSTAL_CODE, SOURCE = "id", "keywords", "postal_code", "source"
CONTACTS = ("contact_name", "contact_email", "contact_phone")
SKIPPED = ""

# target → headers, folded; the first that is in the file wins
HEADERS: dict[str, str] = {
    "id": "id|@id|identifiant|uuid|code|ref|reference|numero|n°|no|id structure|id_structure|key|cle",
    "title": "titre|nom|intitule|name|title|denomination|libelle|nom du lieu|nom de la structure|nom initiative"
    "|label|raison sociale|raison_sociale|structure|initiative",
    "text": "description|texte|text|presentation|presentation resume|presentation detail|resume|detail|details"
    "|contenu|objet|abstract|descriptif|activite|commentaire|commentaires|notes|summary",
    "theme": "theme|thematique|thematiques|taxonomie|categorie|category|rubrique|domaine|type|secteur|taxonomy",
    "keywords": "etiquettes|tags|mots cles|mots_cles|motscles|keywords|labels|mot cle",
    "address": "adresse|address|rue|voie|addr:housenumber|addr:street|adresse complete|lieu|street|adresse postale"
    "|complement_adresse|numero et voie|street address",
    "postal_code": "code postal|code_postal|cp|postal code|postcode|postal_code|zip|addr:postcode|codepostal",
    "commune": "commune|ville|city|town|nom commune|nom_commune|localite|municipality|addr:city|code insee"
    "|code_insee|insee|nom de la commune|municipalite",
    "point": "coordonnees|point|geo|geo point|geo_point_2d|coordonnees gps|gps|coordinates|position|geopoint|latlon",
    "lat": "lat|latitude|y|lat wgs84|y_wgs84|latitude wgs84",
    "lon": "lon|lng|long|longitude|x|lon wgs84|x_wgs84|longitude wgs84",
    "hours": "opening_hours|horaires|horaire|hours|horaires ouverture|horaires d'ouverture|horaires_ouverture"
    "|opening hours|heures d'ouverture",
    "starts_on": "debut|date debut|date_debut|date de debut|start|start date|starts_on|du|a partir du",
    "ends_on": "fin|date fin|date_fin|date de fin|end|end date|ends_on|jusqu'au|au",
    "access": "acces|accessibilite|access|modalites d'acces|modalites_acces",
    "organisation": "organisation|organisme|porteur|association|operator|organization|nom du porteur|porteur de projet",
    "public_phone": "telephone|tel|phone|telephone public|contact:phone|tel.|numero de telephone",
    "public_email": "courriel|email|e-mail|mail|adresse mail|adresse electronique|contact:email|courriel public|mel",
    "public_url": "site|site web|site internet|url|website|web|lien|page web|contact:website|site_web|page|facebook",
    "contact_name": "contact|nom du contact|personne contact|referent|responsable|interlocuteur",
    "contact_email": "courriel prive|email prive|email du contact|mail contact|courriel contact|email contact",
    "contact_phone": "telephone prive|portable|mobile|telephone du contact|telephone contact|tel portable",
    "source": "source|provenance|origine des donnees|producteur",
    "variety": "variety",
    "side": "side|sens",
    "audiences": "audiences|public|publics|public cible|beneficiaires",
    "language": "langue|language|lang",
}
SEVERAL = frozenset({"text", "keywords", "address", "theme"})  # targets that may take more than one column

# slug of a standing theme → words by which files call it
THEMES: dict[str, str] = {
    "manger": "nourriture alimentation alimentaire restauration food repas cuisine maraicher jardin agriculture",
    "courses-producteurs": "amap producteur producteurs epicerie marche groceries bio",
    "aide-alimentaire": "epicerie-sociale colis restos-du-coeur",
    "soins": "sante hopital hopitaux clinique health hospital defibrillateur secours bien-etre soin medical",
    "pharmacies": "pharmacie pharmacies pharmacy medicament medicaments",
    "medecins-infirmiers": "medecin medecins infirmier infirmiers docteur cabinet",
    "chaleur": "chauffage froid",
    "recharge": "energie energies electricite energy recharge",
    "eau": "eau water fontaine",
    "enfants": "enfance enfant enfants parents parentalite famille jeunesse",
    "trajets": "mobilite transport transports deplacement velo mobility",
    "liens": "solidarite entraide citoyennete citoyen lien isolement voisinage lien-social democratie solidarity",
    "logement": "habitat logement hebergement housing eco-construction construction",
    "meubles-materiel": "0dechet zerodechet dechet dechets recyclage reemploi ressourcerie recycling reparation don",
    "savoirs": "education formation apprentissage ecole learning",
    "culture": "culture culturel art arts musique spectacle mediatheque bibliotheque",
    "entreprises": "economie economy entreprise entreprises commerce finance",
    "animaux": "animaux animal veterinaire",
    "droits": "droit droits administratif juridique demarches",
    "numerique": "numerique informatique digital",
    "activite-physique": "sport sports",
    "lieux-frais": "nature environnement biodiversite ecologie parc",
    "danger": "alerte abri danger risque",
}
