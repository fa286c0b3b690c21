// What the parser of the service says of a syntax error: where it is, and what could stand there.

const MOST_EXPECTED = 12;

/** Returns the line and the column that a message names, from 1; null when it names none. */
export function positionIn(detail) {
  const found = /\bat (\d+):(\d+)/.exec(detail) ?? /\bline (\d+),? column (\d+)/i.exec(detail);
  return found ? { line: Number(found[1]), column: Number(found[2]) } : null;
}

/** Returns the words and signs that the parser could have read; classes of characters help nobody. */
export function expectedIn(detail) {
  const list = /expected (?:one of )?(.*)/s.exec(detail)?.[1] ?? "";
  const found = [...list.replace(/\[[^\]]*\]/g, "").matchAll(/"((?:[^"\\]|\\.)+)"|\b([A-Z][A-Z0-9_]+)\b/g)];
  return found.map(([, sign, word]) => word ?? sign.replace(/\\(.)/g, "$1")).slice(0, MOST_EXPECTED);
}
