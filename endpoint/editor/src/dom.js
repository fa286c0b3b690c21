// Elements, made without a line of HTML as text: what the graph says never becomes markup.

/** Returns an element; a property `on…` is a listener, the others are attributes (false and null leave them out). */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child != null));
  return made;
}

/** Returns a button that does one thing. */
export const button = (properties, ...children) => element("button", { type: "button", ...properties }, ...children);

/** Returns a list to choose from; options are [value, text]. */
export function choice(properties, options, chosen) {
  const made = element("select", properties);
  made.append(...options.map(([value, text]) => element("option", { value, selected: value === chosen }, text)));
  return made;
}
