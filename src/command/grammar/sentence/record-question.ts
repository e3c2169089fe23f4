import type { RecordQuestion } from "../../../investigation/view/record/question.ts";
import type { Sentence } from "./read-sentence.ts";
import type { Topic } from "./vocabulary.ts";

type RecordTopic = Extract<
  Topic,
  | "ruledOut"
  | "accepted"
  | "involved"
  | "onset"
  | "impact"
  | "over"
  | "unknown"
  | "next"
  | "proof"
  | "checked"
  | "resolution"
  | "present"
  | "notes"
>;

/** Topics of the record by what a sentence asks most narrowly; people add the wider ones as well. */
const ORDER: readonly RecordTopic[] = [
  "ruledOut",
  "resolution",
  "involved",
  "unknown",
  "notes",
  "present",
  "next",
  "accepted",
  "proof",
  "checked",
  "impact",
  "over",
  "onset",
];

/** Where these are asked for, the data answer, and not the record. */
const DATA: readonly Topic[] = ["logs", "traces", "topology", "history", "compare"];
/** Topics that are also asked of all investigations, or of a component. */
const WIDE: ReadonlySet<RecordTopic> = new Set(["impact", "over", "onset"]);

/** What a sentence asks of the record; undefined if it asks for something else. `wide`: what could also be asked of more than one investigation. */
export function recordQuestion(sentence: Sentence, wide: boolean): RecordQuestion | undefined {
  const { topics, asks } = sentence;
  const has = (topic: Topic): boolean => topics.has(topic) || (topic === "over" && topics.has("end") && asks);
  const blamed = topics.has("cause") && sentence.record.kinds.length > 0 && asks;
  const topic = ORDER.find((each) => WIDE.has(each) === wide && (has(each) || (each === "involved" && blamed)));
  if (topic === undefined)
    return wide ? undefined : (deedsOfPerson(sentence) ?? kindAlone(sentence) ?? evidenceAlone(sentence));
  if (topic !== "involved" && topic !== "ruledOut" && DATA.some((each) => topics.has(each))) return undefined;
  return questionOf(topic, sentence);
}

function questionOf(topic: RecordTopic, sentence: Sentence): RecordQuestion | undefined {
  const { component, record } = sentence;
  const named = personIn(sentence);
  const person = named === undefined ? {} : { person: named };
  switch (topic) {
    case "ruledOut":
      return { type: "decisions", decided: "discarded", ...person };
    case "accepted":
      return { type: "decisions", ...person };
    case "involved":
      return involved(sentence);
    case "onset":
      return { type: "onset", ...(component !== undefined && { component }) };
    case "proof":
      return { type: "proof", ...(record.evidence !== undefined && { evidence: record.evidence }) };
    case "present":
      return { type: "deeds", ...person };
    case "notes":
      return { type: "notes", ...person };
    case "impact":
    case "over":
    case "unknown":
    case "next":
    case "checked":
    case "resolution":
      return { type: topic };
    default:
      return topic satisfies never;
  }
}

/** What may be involved: components, kinds, and names that are not known, because the record may have them. */
function involved({ component, named, record, signals, topics, unknown }: Sentence): RecordQuestion | undefined {
  const signalled = signals.flatMap((signal) => SIGNAL_KIND[signal] ?? []);
  const sure = [...(component === undefined ? [] : [component]), ...record.kinds, ...signalled];
  const changed = topics.has("changes") ? ["deploy"] : [];
  const names = [...sure, ...changed];
  const typed = names.length > 0 ? [] : [named, unknown.join(" ")].filter((each) => each !== undefined && each !== "");
  const all = [...new Set([...names, ...typed.map(String)])];
  return all.length === 0 ? undefined : { type: "involved", names: all };
}

const SIGNAL_KIND: Readonly<Record<string, string>> = { cpu: "cpu", mem: "memory", traffic: "traffic" };

/** "What did Ana do?": a person, and nothing else that is known. */
function deedsOfPerson({
  record,
  topics,
  signals,
  asks,
  symptom,
  actor,
  unknown,
}: Sentence): RecordQuestion | undefined {
  const person = record.people[0] ?? (unknown.length === 1 && symptom === undefined ? actor : undefined);
  const others = [...topics].filter((topic) => topic !== "end" && topic !== "status");
  if (person === undefined || !asks || others.length > 0 || signals.length > 0) return undefined;
  return { type: "deeds", person };
}

/** "Is it AWS?": a kind of thing, and nothing else that is known. */
function kindAlone({
  record: { kinds },
  topics,
  signals,
  symptom,
  component,
  named,
  thing,
  asks,
}: Sentence): RecordQuestion | undefined {
  const others = topics.size > 0 || signals.length > 0 || (component ?? named ?? thing) !== undefined;
  if (kinds.length === 0 || !asks || others || (symptom !== undefined && kinds[0] !== "aws")) return undefined;
  return { type: "involved", names: kinds };
}

/** "Show e4": a piece of evidence, and nothing else that is known. */
function evidenceAlone({ record: { evidence }, topics, signals, component }: Sentence): RecordQuestion | undefined {
  const others = topics.size > 0 || signals.length > 0 || component !== undefined;
  return evidence === undefined || others ? undefined : { type: "proof", evidence };
}

/** The person of the record, else the name that stands where a person does: "by carl", "did carl". */
function personIn({ record: { people }, actor }: Sentence): string | undefined {
  return people[0] ?? actor;
}
