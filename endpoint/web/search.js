// Proposes things in the search boxes while one types; without this script, the forms ask the server all the same.

const WAIT_MS = 150;
const SHORTEST = 2;

for (const form of document.querySelectorAll("form[data-suggest]")) makeCombobox(form);

function makeCombobox(form) {
  const field = form.querySelector("input");
  const list = addList(form, field);
  const told = addTold(form);
  const state = { active: -1, later: 0, asked: "", asking: null };
  Object.assign(field, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
  field.setAttribute("aria-controls", list.id);

  field.addEventListener("input", () => {
    clearTimeout(state.later);
    state.later = setTimeout(() => propose(form, field, list, told, state), WAIT_MS);
  });
  field.addEventListener("keydown", (event) => onKey(event, field, list, state));
  field.addEventListener("blur", () => close(field, list, state));
  // Before the field loses the focus, which would close the list under the pointer.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
}

function addList(form, field) {
  const list = document.createElement("ul");
  list.id = `${field.id}-list`;
  list.role = "listbox";
  list.ariaLabel = "Propositions";
  list.className = "proposed";
  list.hidden = true;
  form.querySelector(".bar").append(list);
  return list;
}

function addTold(form) {
  const told = document.createElement("p");
  told.role = "status";
  told.className = "hidden";
  form.append(told);
  return told;
}

async function propose(form, field, list, told, state) {
  const text = field.value.trim();
  if (text === state.asked) return;
  state.asked = text;
  state.asking?.abort();
  if (text.length < SHORTEST) return close(field, list, state);
  state.asking = new AbortController();
  try {
    const address = `${form.dataset.suggest}?${new URLSearchParams({ q: text })}`;
    const answer = await fetch(address, { signal: state.asking.signal });
    if (answer.ok && document.activeElement === field) show(await answer.json(), field, list, told, state);
  } catch (error) {
    // A newer question took the place of this one, or the network is away: the form is still there.
    if (error.name !== "AbortError") close(field, list, state);
  }
}

function show({ suggestions, meant }, field, list, told, state) {
  list.replaceChildren(...suggestions.map((each, place) => option(each, `${list.id}-${place}`)));
  if (meant) list.prepend(option({ label: meant, kind: "vouliez-vous dire", href: `/search?${new URLSearchParams({ q: meant })}` }, `${list.id}-meant`));
  state.active = -1;
  field.removeAttribute("aria-activedescendant");
  const count = list.children.length;
  list.hidden = count === 0;
  field.ariaExpanded = String(count > 0);
  told.textContent = count ? `${count} proposition${count > 1 ? "s" : ""}` : "Aucune proposition";
}

function option({ label, kind, href }, id) {
  const item = document.createElement("li");
  Object.assign(item, { id, role: "option", ariaSelected: "false" });
  item.dataset.href = href;
  const about = document.createElement("span");
  about.className = "count";
  about.textContent = kind;
  item.append(label, " ", about);
  return item;
}

function onKey(event, field, list, state) {
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    return close(field, list, state);
  }
  if (list.hidden) return;
  if (event.key === "Enter" && state.active >= 0) {
    event.preventDefault();
    return go(list.children[state.active]);
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  activate(field, list, state, step);
}

function activate(field, list, state, step) {
  // One place more than there are options: that of the field itself, where Enter searches.
  const places = list.children.length + 1;
  state.active = ((state.active + 1 + step + places) % places) - 1;
  [...list.children].forEach((item, place) => (item.ariaSelected = String(place === state.active)));
  const chosen = list.children[state.active];
  if (!chosen) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

function go(item) {
  if (item?.dataset.href) location.assign(item.dataset.href);
}

function close(field, list, state) {
  list.hidden = true;
  field.ariaExpanded = "false";
  field.removeAttribute("aria-activedescendant");
  state.active = -1;
}
