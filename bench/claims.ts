import type { Diagnosis, EvidenceDraft, HypothesisDraft } from "../src/investigation/diagnosis.ts";
import { withoutMechanism } from "./mechanism.ts";

/** What a diagnosis claims and does not rest on evidence, in words; empty where every claim can be followed. */
export function unfounded({ hypotheses, evidence }: Pick<Diagnosis, "hypotheses" | "evidence">): readonly string[] {
  const known = new Map(evidence.map((each) => [each.key, each]));
  const bare = evidence
    .filter((each) => !isFollowable(each))
    .map(({ key }) => `${key} says no query, window or horizon`);
  const claims = hypotheses.flatMap((hypothesis) => flawsOf(hypothesis, known));
  return [...bare, ...claims, ...withoutMechanism({ hypotheses, evidence })];
}

/** Whether somebody can ask again what it says. */
function isFollowable({ sentence, query, window, horizon }: EvidenceDraft): boolean {
  return sentence !== "" && query !== "" && window.start <= window.end && Number.isFinite(horizon);
}

function flawsOf(hypothesis: HypothesisDraft, known: ReadonlyMap<string, EvidenceDraft>): readonly string[] {
  const { statement, supports, contradicts, refutedBy } = hypothesis;
  const cited = [...supports, ...contradicts];
  const found = cited.flatMap((key) => known.get(key) ?? []);
  const told = new Set(found.flatMap(({ sentence }) => figuresIn(sentence)));
  const untold = figuresIn(withoutTimes(statement)).filter((figure) => !told.has(figure));
  return [
    ...(supports.length === 0 ? ["nothing supports it"] : []),
    ...cited.filter((key) => !known.has(key)).map((key) => `it cites ${key}, which is not there`),
    ...untold.map((figure) => `no evidence says ${figure}`),
    ...(refutedBy === "" ? ["nothing would refute it"] : []),
  ].map((flaw) => `"${statement}": ${flaw}`);
}

/** How long before or after is worked out from the onsets, which stand in the figures. */
function withoutTimes(statement: string): string {
  return statement.replaceAll(/\d+ min (before|after)/g, "");
}

/** Numbers that stand by themselves: not those in names. */
function figuresIn(text: string): readonly string[] {
  return text.match(/(?<![\w.:/-])\d[\d,.]*\d(?![\w:/-])|(?<![\w.:/-])\d(?![\w.:/-])/g) ?? [];
}
