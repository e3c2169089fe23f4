import { checkSentence } from "../../agent/checked.ts";
import type { CitableSource } from "../../agent/sources.ts";
import type { Cause, Question } from "../../events/events.ts";
import { questionCommand } from "../../investigation/asking.ts";
import type { Investigation } from "../../investigation/state.ts";

/** A cause that a model suspects, and the query that would settle it. */
export interface Proposal {
  readonly cause: Cause;
  readonly statement: string;
  readonly supports: readonly string[];
  readonly settles: { readonly text: string; readonly command: string };
}

const LINE = /^POSSIBLE\s+([^:]{1,80}):\s*(.{3,300}?)\s*SETTLE:\s*(.{3,200})$/;

/** The mechanism of causes that models propose. */
const MECHANISM = "proposed by a model";

/**
 * The proposal among the lines of an answer; undefined unless its statement passes the checks, it rests on evidence of its component, and the
 * query that would settle it only reads.
 */
export function proposalIn(
  lines: readonly string[],
  { evidence }: Investigation,
  sources: ReadonlyMap<string, CitableSource>,
  parse: (command: string) => Question | undefined,
): Proposal | undefined {
  const [, name, statement = "", settle = ""] = LINE.exec(lines.find((line) => LINE.test(line)) ?? "") ?? [];
  if (name === undefined) return undefined;
  const checked = checkSentence(statement, sources);
  const question = parse(settle.trim());
  if (!checked.shown || !question) return undefined;
  const supports = checked.cites.filter((id) => evidence.some((each) => each.id === id));
  const component = evidence.find(
    (each) => supports.includes(each.id) && each.evidence.component?.name.toLowerCase() === name.trim().toLowerCase(),
  )?.evidence.component;
  if (!component) return undefined;
  const command = questionCommand(question);
  return {
    cause: { component, mechanism: MECHANISM },
    statement: `${statement.replace(/\s*\([^()]*\)[.\s]*$/, "")} (a model's suggestion)`,
    supports,
    settles: { text: settle.trim(), command },
  };
}
