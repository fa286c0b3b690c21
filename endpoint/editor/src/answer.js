// An answer, read line by line as it comes: what is shown never needs more memory than its rows.
import { Problem, readProblem } from "./problem.js";
import { send } from "./request.js";
import { readTriple, readTsvRow } from "./terms.js";

// Both formats have a row a line; the service takes the one that suits the query.
const TABLE = "text/tab-separated-values";
const TRIPLES = "application/n-triples";
const ACCEPT = `${TABLE}, ${TRIPLES};q=0.9, application/problem+json;q=0.5`;
export const MOST_ROWS = 10_000;

/** Asks, and reads the answer; throws a Problem. `kind` is table, triples or boolean. */
export async function ask(query, { signal, onRows = () => {} } = {}) {
  const started = performance.now();
  const response = await reach(() => send(query, ACCEPT, signal), signal);
  if (!response.ok) throw await readProblem(response);
  const triples = response.headers.get("content-type")?.startsWith(TRIPLES) ?? false;
  const answer = await read(response.body, triples ? new Triples() : new Table(), signal, onRows);
  return Object.assign(answer, { query, seconds: Math.round(performance.now() - started) / 1000 });
}

async function reach(request, signal) {
  try {
    return await request();
  } catch (error) {
    throw new Problem(signal?.aborted ? "stopped" : "unreachable");
  }
}

/** Reads rows until there are no more, or enough; an answer that breaks off keeps what came before. */
async function read(body, answer, signal, onRows) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let rest = ""; ;) {
      const { done, value } = await reader.read();
      const lines = done ? [rest] : (rest + value).split("\n");
      rest = done ? "" : lines.pop();
      if (done && !lines[0]) break;
      lines.forEach((line) => answer.add(line));
      onRows(answer.rows.length);
      if (done) break;
      if (answer.rows.length > MOST_ROWS) {
        answer.cut = true;
        await reader.cancel();
        break;
      }
    }
  } catch (error) {
    if (signal?.aborted) throw new Problem("stopped");
    answer.broken = true;
  }
  answer.rows.length = Math.min(answer.rows.length, MOST_ROWS);
  return answer;
}

class Table {
  kind = "table";
  columns = null;
  rows = [];
  cut = false;
  broken = false;

  add(line) {
    if (this.columns) this.rows.push(readTsvRow(line));
    else if (line === "true" || line === "false")
      Object.assign(this, { kind: "boolean", columns: [], value: line === "true" });
    else this.columns = line === "" ? [] : line.split("\t").map((name) => name.replace(/^\?/, ""));
  }
}

class Triples {
  kind = "triples";
  columns = ["subject", "predicate", "object"];
  rows = [];
  cut = false;
  broken = false;

  add(line) {
    if (line) this.rows.push(readTriple(line));
  }
}
