import { complains } from "../src/engine/observations/unknown-callees.ts";
import type { Diagnosis, EvidenceDraft, HypothesisDraft } from "../src/investigation/diagnosis.ts";
import { PLAIN } from "../src/packs/pack.ts";
import { packs } from "../src/packs/packs.ts";

/** Rules that tell of a limit of the resource itself. */
const limits = new Set(packs.flatMap(({ rules }) => rules.filter(({ weight }) => weight >= PLAIN).map(({ id }) => id)));
/** Signals that leave the usual range only where a limit is reached. */
const limited = ["throttles", "memory"];
const SHOWS_WITHIN_MINUTES = 15;

/**
 * What is CONFIRMED without a mechanism, in words. A mechanism is a change of the component shortly before, a limit that it reached, or an
 * error of its own that names what is wrong. A metric that moved says where, and not why.
 */
export function withoutMechanism({
  hypotheses,
  evidence,
}: Pick<Diagnosis, "hypotheses" | "evidence">): readonly string[] {
  const known = new Map(evidence.map((each) => [each.key, each]));
  return hypotheses
    .filter(({ standing }) => standing === "CONFIRMED")
    .flatMap((hypothesis) => {
      const supports = hypothesis.supports.flatMap((key) => known.get(key) ?? []);
      return [
        ...(supports.some((each) => isMechanism(each, hypothesis)) ? [] : ["it is CONFIRMED without a mechanism"]),
        ...(hypothesis.contradicts.length > 0 ? ["it is CONFIRMED against evidence"] : []),
      ].map((flaw) => `"${hypothesis.statement}": ${flaw}`);
    });
}

function isMechanism({ kind, component, figures, sentence, key }: EvidenceDraft, { cause }: HypothesisDraft): boolean {
  // An issue of AWS Health is of no component.
  if (component === undefined) return kind === "change" && cause.component.kind === "AWS";
  if (component.id !== cause.component.id) return false;
  switch (kind) {
    case "change":
      return (figures.minutesBefore ?? Number.POSITIVE_INFINITY) <= SHOWS_WITHIN_MINUTES;
    case "rule":
      return limits.has(key.split(" ").at(-1) ?? "");
    case "metric":
      return limited.some((signal) => key.startsWith(`metric ${component.id} ${signal} `));
    case "log":
      return !key.startsWith("silence ") && namesWhatIsWrong(sentence);
    case "trace":
      return namesWhatIsWrong(sentence);
    case "cluster":
      return true;
    case "topology":
    case "history":
    case "investigation":
    case "tool":
      return false;
    default:
      return kind satisfies never;
  }
}

/** Whether a sentence quotes something that is no complaint about somebody else. */
function namesWhatIsWrong(sentence: string): boolean {
  const said = /"(.+)"/.exec(sentence)?.[1];
  return said !== undefined && !complains(said);
}
