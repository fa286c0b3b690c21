// Requests to the endpoint, and the links that stand for them.

const ENDPOINT = "/sparql";
// Longer ones go in a body, or after the #, which no server sees: proxies refuse long addresses.
const LONGEST_ADDRESS = 4000;

const inAddress = (query, parameters = {}) => `${ENDPOINT}?${new URLSearchParams({ query, ...parameters })}`;
const isShort = (address) => address.length <= LONGEST_ADDRESS;

/** Sends a query; returns the response, whatever its status. */
export function send(query, accept, signal) {
  const address = inAddress(query);
  const headers = { Accept: accept };
  if (isShort(address)) return fetch(address, { headers, signal });
  return fetch(ENDPOINT, { method: "POST", body: new URLSearchParams({ query }), headers, signal });
}

/** Returns the address of a page that opens with the query and runs it. */
export function permalink(query) {
  const address = inAddress(query);
  return isShort(address) ? address : `${ENDPOINT}#${new URLSearchParams({ query })}`;
}

/** Returns the query that an address carries, null when it has none. */
export function queryIn({ search, hash }) {
  return new URLSearchParams(hash.slice(1)).get("query") ?? new URLSearchParams(search).get("query");
}

/** Saves the answer in a format of the service: by a plain link where the query fits into an address. */
export async function download(query, format) {
  const address = inAddress(query, { format });
  const name = `filrouge.${format}`;
  if (isShort(address)) return save(address, name);
  const response = await fetch(ENDPOINT, { method: "POST", body: new URLSearchParams({ query, format }) });
  if (!response.ok) throw response;
  const file = URL.createObjectURL(await response.blob());
  save(file, name);
  setTimeout(() => URL.revokeObjectURL(file), 60_000);
}

function save(href, name) {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}
