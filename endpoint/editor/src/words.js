// What the editor says, in French and in English.

const number = (language) => new Intl.NumberFormat(language).format;
const inFrench = number("fr");
const inEnglish = number("en");

const WORDS = {
  fr: {
    language: "English",
    editor: "Requête SPARQL",
    keys: "Ctrl+Entrée exécute, Ctrl+Espace complète, Échap sort de l'éditeur.",
    run: "Exécuter",
    stop: "Arrêter",
    share: "Partager",
    copied: "Lien copié.",
    link: "Lien vers cette requête",
    questions: "Questions",
    all: "Toutes",
    vocabulary: "Vocabulaire",
    classes: "Classes",
    properties: "Propriétés",
    search: "Chercher un mot",
    insert: (short) => `Insérer ${short}`,
    query: "Interroger",
    more: "Définitions et schéma",
    prefixes: "Préfixes",
    prefixesNote: "Connus ici sans ligne PREFIX. D'autres services demandent ces lignes.",
    writePrefixes: "Écrire les lignes PREFIX de la requête",
    running: "En cours…",
    received: (rows) => `En cours : ${inFrench(rows)} lignes reçues…`,
    rows: (rows, seconds) => `${inFrench(rows)} ${rows > 1 ? "lignes" : "ligne"} en ${inFrench(seconds)} s`,
    triples: (rows, seconds) => `${inFrench(rows)} ${rows > 1 ? "triplets" : "triplet"} en ${inFrench(seconds)} s`,
    answered: (seconds) => `Réponse en ${inFrench(seconds)} s`,
    cut: (rows) => `Seules les ${inFrench(rows)} premières lignes sont affichées ; le téléchargement donne tout.`,
    broken: "La réponse s'est interrompue : elle est incomplète. Relancez la requête ou demandez moins.",
    stopped: "Requête arrêtée.",
    unreachable: "Le service n'a pas répondu. Vérifiez la connexion, puis relancez.",
    yes: "Oui",
    no: "Non",
    none: "Aucune réponse.",
    view: "Affichage",
    table: "Tableau",
    chart: "Graphique",
    raw: "Brut",
    download: "Télécharger",
    filter: "Filtrer les lignes",
    page: (first, last, total) => `Lignes ${inFrench(first)} à ${inFrench(last)} sur ${inFrench(total)}`,
    previous: "Précédentes",
    next: "Suivantes",
    sort: (column) => `Trier par ${column}`,
    noChart: "Un graphique demande une colonne de nombres et au moins deux lignes.",
    labels: "Libellés",
    values: "Valeurs",
    kind: "Forme",
    bars: "Barres",
    line: "Courbe",
    drawn: (shown, total) => `Les ${inFrench(shown)} premières lignes sur ${inFrench(total)} sont dessinées.`,
    chartOf: (values, labels) => `${values} par ${labels}`,
    format: "Format",
    clipped: "Le début seulement : le téléchargement donne tout.",
    at: (line, column) => `Ligne ${line}, colonne ${column}`,
    go: "Y aller",
    detail: "Message du service",
    unknownPrefix: "Préfixe inconnu : ajoutez sa ligne PREFIX, ou choisissez-en un de la liste.",
    ungrouped: "Une variable du SELECT n'est ni dans GROUP BY ni dans un agrégat.",
    expected: (list) => `Attendu ici : ${list}.`,
    malformed: "La requête n'est pas du SPARQL.",
    refused: "Le service refuse cette requête.",
    tooLong: "La requête a dépassé le temps ou la mémoire permis.",
    busy: "Le service est occupé.",
    retry: (seconds) => `Réessayez dans ${seconds} s.`,
    failed: "Le service n'a pas pu répondre.",
    suspect: "Cette ligne ne suit pas la grammaire de SPARQL 1.1.",
  },
  en: {
    language: "Français",
    editor: "SPARQL query",
    keys: "Ctrl+Enter runs, Ctrl+Space completes, Esc leaves the editor.",
    run: "Run",
    stop: "Stop",
    share: "Share",
    copied: "Link copied.",
    link: "Link to this query",
    questions: "Questions",
    all: "All",
    vocabulary: "Vocabulary",
    classes: "Classes",
    properties: "Properties",
    search: "Search for a word",
    insert: (short) => `Insert ${short}`,
    query: "Query this",
    more: "Definitions and diagram",
    prefixes: "Prefixes",
    prefixesNote: "Known here without PREFIX lines. Other services ask for them.",
    writePrefixes: "Write the query's PREFIX lines",
    running: "Running…",
    received: (rows) => `Running: ${inEnglish(rows)} rows received…`,
    rows: (rows, seconds) => `${inEnglish(rows)} ${rows === 1 ? "row" : "rows"} in ${inEnglish(seconds)} s`,
    triples: (rows, seconds) => `${inEnglish(rows)} ${rows === 1 ? "triple" : "triples"} in ${inEnglish(seconds)} s`,
    answered: (seconds) => `Answer in ${inEnglish(seconds)} s`,
    cut: (rows) => `Only the first ${inEnglish(rows)} rows are shown; the download gives all.`,
    broken: "The answer broke off: it is incomplete. Run the query again, or ask for less.",
    stopped: "Query stopped.",
    unreachable: "The service did not answer. Check the connection, then run again.",
    yes: "Yes",
    no: "No",
    none: "No result.",
    view: "View",
    table: "Table",
    chart: "Chart",
    raw: "Raw",
    download: "Download",
    filter: "Filter the rows",
    page: (first, last, total) => `Rows ${inEnglish(first)} to ${inEnglish(last)} of ${inEnglish(total)}`,
    previous: "Previous",
    next: "Next",
    sort: (column) => `Sort by ${column}`,
    noChart: "A chart needs a column of numbers and at least two rows.",
    labels: "Labels",
    values: "Values",
    kind: "Shape",
    bars: "Bars",
    line: "Line",
    drawn: (shown, total) => `The first ${inEnglish(shown)} rows of ${inEnglish(total)} are drawn.`,
    chartOf: (values, labels) => `${values} by ${labels}`,
    format: "Format",
    clipped: "The beginning only: the download gives all.",
    at: (line, column) => `Line ${line}, column ${column}`,
    go: "Go there",
    detail: "What the service said",
    unknownPrefix: "Unknown prefix: add its PREFIX line, or choose one of the list.",
    ungrouped: "A variable of the SELECT is neither in GROUP BY nor in an aggregate.",
    expected: (list) => `Expected here: ${list}.`,
    malformed: "The query is not SPARQL.",
    refused: "The service refuses this query.",
    tooLong: "The query went past the time or the memory allowed.",
    busy: "The service is busy.",
    retry: (seconds) => `Try again in ${seconds} s.`,
    failed: "The service could not answer.",
    suspect: "This line does not follow the grammar of SPARQL 1.1.",
  },
};
const KEPT = "filrouge.language";
let language = chosen();

/** Returns the language of the editor: that of the address, else the one kept, else the browser's. */
function chosen() {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(KEPT);
  return asked in WORDS ? asked : navigator.language.startsWith("fr") ? "fr" : "en";
}

export const currentLanguage = () => language;

/** Returns what stands under a key; what depends on numbers or names takes them. */
export function say(key, ...values) {
  const words = WORDS[language][key];
  return typeof words === "function" ? words(...values) : words;
}

/** Returns the words of a {fr, en} of the service. */
export const among = (both) => both?.[language] ?? "";

export function switchLanguage() {
  language = language === "fr" ? "en" : "fr";
  localStorage.setItem(KEPT, language);
}
