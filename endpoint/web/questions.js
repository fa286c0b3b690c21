// Narrows the list of questions while one types; without this script, the form asks the server, which finds the same.

const field = document.getElementById("q");
const questions = [...document.querySelectorAll("[data-words]")].map((item) => ({ item, words: item.dataset.words.split(" ") }));
const loaded = wordsOf(field.value);
let later;

/** The words of a text without accents and case, as endpoint/listing.py has them. */
function wordsOf(text) {
  const plain = text.toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether all that these words find is on the page already: each word of the search that it was loaded with is kept. */
function isHere(wanted) {
  return loaded.every((word) => wanted.some((each) => each.startsWith(word)));
}

function narrow(wanted) {
  for (const { item, words } of questions) {
    item.hidden = !wanted.every((part) => words.some((word) => word.startsWith(part)));
  }
  for (const topic of document.querySelectorAll(".topic")) {
    topic.hidden = !topic.querySelector("li:not([hidden])");
  }
  tell(questions.filter(({ item }) => !item.hidden).length);
}

function tell(count) {
  document.getElementById("found").textContent = count;
  document.getElementById("plural").hidden = count < 2;
  document.getElementById("none").hidden = count > 0;
}

field.addEventListener("input", () => {
  clearTimeout(later);
  const wanted = wordsOf(field.value);
  if (!isHere(wanted)) {
    later = setTimeout(() => field.form.requestSubmit(), 500);
    return;
  }
  narrow(wanted);
  const address = new URL(location);
  address.searchParams.set("q", field.value.trim());
  if (!field.value.trim()) address.searchParams.delete("q");
  history.replaceState(null, "", address);
});

if (field.autofocus) field.setSelectionRange(field.value.length, field.value.length);
