"""What the documents of a fictitious territory are made of."""

MEASURES = (
    ("1.1.1", "Définir la vision, les objectifs et la stratégie climat-air-énergie"),
    ("1.1.2", "Établir un diagnostic climat-air-énergie du territoire"),
    ("1.2.1", "Planifier l'énergie sur le territoire"),
    ("1.2.2", "Organiser les mobilités à l'échelle du territoire"),
    ("1.2.3", "Définir et suivre la stratégie de prévention et de gestion des déchets"),
    ("1.3.1", "Inscrire le climat dans les documents d'urbanisme"),
    ("2.1.1", "Réaliser le diagnostic énergie et eau des bâtiments publics"),
    ("2.2.1", "Maîtriser les consommations d'énergie des bâtiments publics"),
    ("2.3.1", "Optimiser l'éclairage public"),
    ("3.1.1", "Mobiliser les distributeurs d'énergie"),
    ("3.2.2", "Produire de la chaleur et du froid renouvelables"),
    ("3.3.1", "Gérer de manière économe l'eau potable"),
    ("4.1.1", "Promouvoir la mobilité durable au sein de la collectivité"),
    ("4.2.1", "Mener une politique volontariste du stationnement"),
    ("4.3.1", "Développer la marche et les espaces publics apaisés"),
    ("4.3.2", "Développer le réseau cyclable et ses aménagements"),
    ("5.2.1", "Gérer les ressources humaines en faveur du climat"),
    ("6.1.1", "Mobiliser les citoyens et les acteurs du territoire"),
    ("6.3.1", "Travailler avec les acteurs économiques"),
    ("6.4.1", "Encourager une agriculture et une alimentation durables"),
)
THEMES = ("Mobilité", "Énergie", "Déchets", "Bâtiments", "Eau", "Alimentation", "Urbanisme", "Sensibilisation")
VERBS = ("Créer", "Étudier", "Rénover", "Développer", "Accompagner", "Aménager", "Déployer", "Réduire", "Animer")
OBJECTS = (
    *("un réseau de chaleur au bois", "les pistes cyclables", "l'éclairage public", "les écoles du territoire"),
    *("un plan de covoiturage", "la collecte des biodéchets", "les toitures solaires", "les zones humides"),
    *("un guichet de la rénovation", "les circuits courts", "la flotte de véhicules", "les forages d'eau potable"),
    *("un atelier de réparation", "les haies bocagères", "la consigne du verre", "les parkings relais"),
)
PLACES = (
    "du centre",
    "de la gare",
    "des communes du nord",
    "du plateau",
    "de la vallée",
    "du parc d'activités",
    "du port",
)
SERVICES = ("Service Mobilité", "Service Énergie", "Service Déchets", "Service Patrimoine", "Direction de l'eau")
NATIONAL = (("ADEME", "agency", "385290309"), ("CITEO", "company", ""), ("Banque des Territoires", "company", ""))
LOCAL = ("Vélo en commun", "Compost pour tous", "Maison de l'énergie", "Chambre d'agriculture", "Syndicat des eaux")
AUDIENCES = ("Habitants", "Scolaires", "Entreprises", "Communes", "Agriculteurs")
MONEY = (
    "450 000 €",
    "12 500 € HT",
    "1,2 M€",
    "80 000 € TTC",
    "15 000 €/an",
    "entre 20 000 et 35 000 €",
    "à définir",
    "?",
)
STATUSES = ("En cours", "Nouveau", "Complété", "Non démarré", "")
STARTS = ("2019", "2020", "2021-09", "01/09/2022", "déc. 2021", "2018", "")
ENDS = ("2024", "2026", "2025-12", "31/12/2023", "?", "/", "")
AXES = (
    *("Réduire les émissions de gaz à effet de serre", "Adapter le territoire au changement climatique"),
    *(
        "Développer les mobilités douces",
        "Produire une énergie locale et renouvelable",
        "Préserver la ressource en eau",
    ),
    *("Relocaliser l'alimentation", "Soutenir l'économie circulaire", "Garantir un logement sobre et digne"),
    *("Accueillir les entreprises de la transition", "Faire vivre la culture et le patrimoine"),
    *("Renforcer les services de proximité", "Coopérer avec les territoires voisins"),
)
CONTRACTS = (
    "Contrat de ville",
    "Contrat local de santé",
    "Projet éducatif de territoire",
    "Contrat territoire lecture",
)
DOMAINS = ("Transition énergétique", "Mobilités", "Agriculture et alimentation", "Biodiversité", "Habitat", "Santé")
