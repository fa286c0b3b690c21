// What went wrong, told so that a person can mend it.
import { expectedIn, positionIn } from "./parser-message.js";
import { say } from "./words.js";

const PROBLEM = "application/problem+json";

/** What the service refused, or why there is no answer; `said` is a key of the words, with its values. */
export class Problem extends Error {
  constructor(said, { detail = "", retryAfter = null } = {}) {
    super();
    this.said = [said].flat();
    this.detail = detail;
    this.retryAfter = retryAfter;
    this.position = positionIn(detail);
  }

  get message() {
    return say(...this.said);
  }
}

/** Reads the problem that a response tells, as text or as problem+json. */
export async function readProblem(response) {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith(PROBLEM);
  const detail = isJson ? JSON.parse(text).detail : text;
  const retryAfter = response.headers.get("retry-after");
  return new Problem(summary(response.status, detail, retryAfter), { detail, retryAfter });
}

function summary(status, detail, retryAfter) {
  if (status === 429 || (status === 503 && retryAfter)) return "busy";
  if (status === 503 || status === 504) return "tooLong";
  if (status >= 500) return "failed";
  if (status !== 400) return "refused";
  return positionIn(detail) ? syntaxProblem(detail) : "refused";
}

function syntaxProblem(detail) {
  if (detail.includes("Prefix not found")) return "unknownPrefix";
  if (detail.includes("variable that is unbound")) return "ungrouped";
  const expected = expectedIn(detail);
  return expected.length ? ["expected", expected.join(" ")] : "malformed";
}
