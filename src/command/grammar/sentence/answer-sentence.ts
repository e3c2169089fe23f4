import { withoutMiddle } from "../../../card/number.ts";
import { quoted } from "../words.ts";
import { oneMeant, openAbout } from "./meant.ts";
import type { Sentence } from "./read-sentence.ts";
import { about, type Reading, type Rule, run } from "./reading.ts";
import { record, wideRecord } from "./record-rules.ts";
import { reportRules } from "./report-rules.ts";
import type { Topic } from "./vocabulary.ts";
import type { Way } from "./way.ts";
import { buttonsOf, componentHere, type Here, nameAsTyped, numberHere } from "./ways.ts";
import { offered, otherNames, prefixed, whichAmong, whichComponent, whichOne } from "./which-one.ts";
import { wish } from "./wish.ts";

/** What a sentence asks for; undefined if it asks for nothing that is known. The first rule that applies answers. */
export function answerSentence(sentence: Sentence, here: Here): Reading | undefined {
  for (const rule of RULES) {
    const reading = rule(sentence, here);
    if (reading) return reading;
  }
  return undefined;
}

/**
 * The order of the rules: what other tools do is said before anything is run for it; a narrower topic stands before a wider one, because
 * people add the wider one as well ("is it still failing because of the deploy?" asks for changes).
 */
const RULES: readonly Rule[] = [
  about("help", ({ verb, topics }) => run("help", verb ?? VERB_OF.find(([topic]) => topics.has(topic))?.[1] ?? "")),
  about("onCall", () => run("oncall")),
  about("missed", () => run("missed")),
  about("handoff", () => run("handoff")),
  about("dropped", () => run("why-dropped")),
  about("routes", () => run("routes")),
  record,
  elsewhere,
  comparison,
  wish,
  ...reportRules,
  about("logs", logs),
  about(
    "traces",
    (sentence, here) => onComponent("traces", sentence, here, componentHere(here)),
    ({ thing }) => thing === undefined,
  ),
  about("topology", (sentence, here) => onComponent("topology", sentence, here, componentHere(here))),
  about("history", history),
  about("cause", cause, ({ topics }) => !topics.has("changes")),
  changesAndMetric,
  about("changes", (sentence, here) => onComponent("changes", sentence, here, undefined)),
  signal,
  about("again", (_, here) => (numberHere(here) === undefined ? whichOne("investigate", here) : run("investigate"))),
  about("people", (sentence, here) => (numberHere(here) === undefined ? status(sentence, here) : run("who"))),
  about("summary", (sentence, here) => (numberHere(here) === undefined ? status(sentence, here) : run("summary"))),
  wideRecord,
  complaint,
  about("status", status),
  about("impact", status),
  about("over", status),
  about("onset", status),
  about("alarms", ({ asks }) => run("alarms", asks ? "alarm" : "")),
];

/** Topics that a verb answers, for `help`. */
const VERB_OF: readonly (readonly [Topic, string])[] = [
  ["logs", "logs"],
  ["traces", "traces"],
  ["topology", "topology"],
  ["changes", "changes"],
  ["alarms", "alarms"],
  ["history", "alarms"],
  ["onCall", "oncall"],
  ["missed", "missed"],
  ["handoff", "handoff"],
  ["routes", "routes"],
  ["dropped", "why-dropped"],
  ["severity", "sev"],
  ["cause", "hyp"],
  ["summary", "summary"],
  ["timeline", "timeline"],
  ["report", "report"],
  ["similar", "similar"],
  ["stats", "stats"],
  ["compare", "metrics"],
  ["again", "investigate"],
];

/** What Gumshoe does not do, unless a topic of its own is asked for: "kubectl logs orders" is about logs. */
function elsewhere({ elsewhere: found, topics, signals }: Sentence, here: Here): Reading | undefined {
  if (!found) return undefined;
  const meant = TOPICS_FIRST.flatMap(([topic, way]) => (topics.has(topic) ? way : []));
  const ways: readonly Way[] = [...meant, ...(signals.length > 0 ? (["errors"] as const) : []), ...found.ways];
  return offered("NOT DONE", found.text, buttonsOf([...new Set(ways)], { ...here, text: here.text }).slice(0, 3));
}

const TOPICS_FIRST: readonly (readonly [Topic, Way])[] = [
  ["logs", "logs"],
  ["changes", "changes"],
  ["alarms", "alarms"],
  ["traces", "traces"],
];

/** Only a plain metric is compared, so without a name it is the one that the alarm watches. */
function comparison({ topics, compare, signals, component, time }: Sentence, here: Here): Reading | undefined {
  if (!topics.has("compare")) return undefined;
  const { metric, component: own } = here.said.surroundings.thread ?? {};
  const isOwn = signals.length === 0 && (component === undefined || component === own);
  if (isOwn && metric !== undefined)
    return run("metrics", metric, compare === "" ? "compare yesterday" : compare, time);
  const text =
    "Only plain metrics are compared with an earlier time. Type: metrics AWS/Lambda Errors FunctionName=checkout compare yesterday";
  return offered("NOT DONE", text, buttonsOf(["errors", "latency", "status"], here));
}

function logs(sentence: Sentence, here: Here): Reading | undefined {
  const { thing, quoted: pattern, time, unknown, named, component } = sentence;
  const group = thing?.kind === "log group" ? thing.text : undefined;
  const target = group ?? component ?? (thing ? componentHere(here) : (named ?? componentHere(here)));
  if (target === undefined) return whichComponent("Whose logs?", (name) => `logs ${name}`, here);
  const [missing] = named === target ? otherNames(named, here, (name) => ["logs", name, time]) : [];
  if (missing) return missing;
  const wanted = thing && !group ? thing.text : (pattern ?? "");
  if (unknown.length === 0) return run("logs", target, wanted === "" ? "" : `"${wanted}"`, time);
  const searched = unknown.join(" ");
  return offered("OFFER", `Search the logs of ${target} for ${withoutMiddle(searched, 40)}, or for errors.`, [
    prefixed(here, "Search", ["logs", target, searched, time]),
    prefixed(here, "Errors", ["logs", target, time]),
  ]);
}

/** A verb that takes a component and a time. */
function onComponent(verb: string, sentence: Sentence, here: Here, own: string | undefined): Reading {
  const { component, named, time, thing } = sentence;
  const name = component ?? named ?? (thing?.kind === "X-Ray trace" ? undefined : thing?.text) ?? own;
  const [missing] =
    named !== undefined && name === named ? otherNames(named, here, (other) => [verb, other, time]) : [];
  return missing ?? run(verb, name === undefined ? "" : nameAsTyped(name), time);
}

function history({ titled, time }: Sentence, here: Here): Reading {
  const [only, another] = titled;
  if (only && !another) return run("alarms history", quoted(only.title), time);
  if (numberHere(here) !== undefined) return run("alarms history", time);
  return whichOne("alarms history", here);
}

/** Causes are proposed in an investigation; without one, an investigation is offered, because it would open a thread. */
function cause(sentence: Sentence, here: Here): Reading {
  const number = oneMeant(sentence, here);
  if (number !== undefined) return run(number, "hyp");
  const several = openAbout(sentence, here);
  if (several.length > 1) return whichAmong(several, "hyp", here);
  const text =
    sentence.component === undefined
      ? "No open investigation is about that."
      : `No open investigation is about ${sentence.component}.`;
  return offered("OFFER", text, buttonsOf(["investigate", "errors", "latency", "status"], here));
}

/** Both are answers: the metric shows when, the changes show what. */
function changesAndMetric({ topics, signals }: Sentence, here: Here): Reading | undefined {
  const [first] = signals;
  if (!topics.has("changes") || first === undefined || componentHere(here) === undefined) return undefined;
  const component = componentHere(here) ?? "";
  return offered("OFFER", "The changes, or the metric.", [
    ...buttonsOf(["changes"], here),
    prefixed(here, first, ["metrics", first, quoted(component), here.time ?? ""]),
  ]);
}

function signal({ signals, component, named, time, thing }: Sentence, here: Here): Reading | undefined {
  const [first] = signals.toSorted((one, other) => Number(other === "p99") - Number(one === "p99"));
  const other = thing ? undefined : named;
  if (first === undefined && !/^p\d/i.test(other ?? "")) return undefined;
  if (other !== undefined && /^p\d/i.test(other)) {
    return offered("NOT DONE", `${other} of a component is not kept; p99 and latency are.`, [
      ...(componentHere(here) === undefined
        ? []
        : [prefixed(here, "p99", ["metrics p99", quoted(componentHere(here) ?? ""), time])]),
      ...buttonsOf(["latency", "status"], here),
    ]);
  }
  const name = component ?? other ?? componentHere(here);
  if (first === undefined) return undefined;
  return run(
    "metrics",
    first,
    name === undefined ? "" : component === undefined && other !== undefined ? other : quoted(name),
    time,
  );
}

/** "Is checkout slow?" is answered by the metric; "checkout is slow" says that somebody should look. */
function complaint({ symptom, asks, component, time, titled }: Sentence, here: Here): Reading | undefined {
  const own = here.said.surroundings.thread?.component;
  if (symptom === undefined || titled.length > 0) return undefined;
  if (asks && component !== undefined && component !== own) return run("metrics", symptom, quoted(component), time);
  if (asks) return run("status");
  const ways: readonly Way[] =
    symptom === "latency" ? ["investigate", "latency", "note"] : ["investigate", "errors", "note"];
  return offered("OFFER", "To look for the cause, press Investigate.", buttonsOf(ways, here));
}

/** How it stands: of the investigation that is meant, else of the component, by its errors, else of all. */
function status(sentence: Sentence, here: Here): Reading {
  const number = oneMeant(sentence, here);
  if (number !== undefined) return run(number, "status");
  const several = openAbout(sentence, here);
  if (several.length > 1) return whichAmong(several, "status", here);
  if (sentence.component !== undefined) return run("metrics errors", quoted(sentence.component), sentence.time);
  return run("status");
}
