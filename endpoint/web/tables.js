// Makes the columns of a table sortable: up, down, then back to the order of the answer.

const collator = new Intl.Collator("fr", { numeric: true, sensitivity: "base" });
const NEXT = { none: "ascending", ascending: "descending", descending: "none" };

for (const table of document.querySelectorAll("table.sortable")) makeSortable(table);

function makeSortable(table) {
  const answered = [...table.tBodies[0].rows];
  [...table.tHead.rows[0].cells].forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    header.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const direction = NEXT[header.getAttribute("aria-sort")];
      for (const each of table.tHead.rows[0].cells) each.setAttribute("aria-sort", "none");
      header.setAttribute("aria-sort", direction);
      table.tBodies[0].append(...sorted(answered, column, direction));
    });
  });
}

function sorted(rows, column, direction) {
  if (direction === "none") return rows;
  const keyed = rows.map((row) => ({ row, key: keyOf(row.cells[column]) }));
  const sign = direction === "ascending" ? 1 : -1;
  // What is not known comes last, whichever way one sorts.
  keyed.sort((a, b) => (a.key === "") - (b.key === "") || sign * compare(a.key, b.key));
  return keyed.map(({ row }) => row);
}

function keyOf(cell) {
  const text = cell.dataset.value ?? cell.textContent.trim();
  const number = cell.dataset.value ? Number(text) : NaN;
  return Number.isNaN(number) ? text : number;
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b);
}
