// How IRIs are written, and where they lead: the same rules as the pages of the service.

/** Returns the two functions that write IRIs, for the base of the data and the known prefixes. */
export function irisOf({ base, ontology, prefixes }) {
  const things = `${base}id/`;

  /** Returns the address to read about an IRI, null for what is no address. */
  function hrefOf(iri) {
    if (iri === ontology || iri.startsWith(`${ontology}#`) || iri.startsWith(`${ontology}/`))
      return `/ontology${encodeURI(iri.slice(ontology.length))}`;
    if (iri.startsWith(things)) return `/page/${encodeURI(iri.slice(things.length))}`;
    return /^https?:\/\//.test(iri) ? iri : null;
  }

  /** Returns a short name to show. */
  function shortOf(iri) {
    if (iri.startsWith(things)) return iri.slice(things.length);
    const known = prefixes.find(([, start]) => iri.startsWith(start));
    if (known) return `${known[0]}:${iri.slice(known[1].length)}`;
    return iri.startsWith(base) ? iri.slice(base.length) : iri;
  }

  return { hrefOf, shortOf };
}
