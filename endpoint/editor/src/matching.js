// Which words of the vocabulary a person may mean by what is typed: the beginning of a name, or of a word of a label.

const MOST_SHOWN = 50;

/** Returns [written, term] for the terms that what is typed may mean, the likeliest first. */
export function matching(terms, typed, nameOf) {
  const wanted = plain(typed.replace(/^</, ""));
  const ranked = terms.map((term) => [nameOf(term), term, rank(term, nameOf(term), wanted)]);
  const found = ranked.filter(([written, , place]) => place > 0 && written !== typed);
  found.sort(([, one, first], [, other, second]) => second - first || other.uses - one.uses);
  return found.slice(0, MOST_SHOWN);
}

function rank({ iri, label }, written, wanted) {
  if (plain(written).startsWith(wanted)) return 4;
  if (plain(written).split(":").at(-1).startsWith(wanted)) return 3;
  if (
    [label.fr, label.en].some((text) =>
      plain(text)
        .split(/[\s'’]+/)
        .some((word) => word.startsWith(wanted)),
    )
  )
    return 2;
  return iri.toLowerCase().startsWith(wanted) ? 1 : 0;
}

/** Returns a text without capitals and accents. */
export const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
