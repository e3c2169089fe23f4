import { withoutMiddle } from "../../../card/number.ts";
import { quoted } from "../words.ts";
import { elsewhereOf } from "./elsewhere.ts";
import { isForeign } from "./foreign.ts";
import { logSearch } from "./log-search.ts";
import { oneMeant, openAbout } from "./meant.ts";
import { changesAndMetric, chart, comparison, signal } from "./metric-sentence.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { otherMetric } from "./other-metrics.ts";
import { phrase } from "./phrases.ts";
import type { Sentence } from "./read-sentence.ts";
import { about, run, type SentenceReading, type SentenceRule } from "./reading.ts";
import { record, wideRecord } from "./record-rules.ts";
import { reportRules } from "./report-rules.ts";
import type { Topic } from "./vocabulary.ts";
import type { Way } from "./way.ts";
import { buttonsOf, componentHere, type Here, nameAsTyped, numberHere } from "./ways.ts";
import { offered, otherNames, prefixed, whichAmong, whichComponent, whichOne } from "./which-one.ts";
import { wish } from "./wish.ts";

/** What a sentence asks for; undefined if it asks for nothing that is known. The first rule that applies answers. */
export function answerSentence(sentence: Sentence, here: Here): SentenceReading | undefined {
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
const RULES: readonly SentenceRule[] = [
  phrase,
  about(
    "help",
    ({ verb, topics }) => run("help", verb ?? VERB_OF.find(([topic]) => topics.has(topic))?.[1] ?? ""),
    ({ elsewhere: other }) => other === undefined,
  ),
  about("onCall", () => run("oncall")),
  about("missed", ({ time }) => run("missed", time)),
  about("own", () => run("mine")),
  about("handoff", () => run("handoff")),
  about("dropped", () => run("why-dropped")),
  about("routes", () => run("routes")),
  logSearch,
  record,
  elsewhere,
  oneAtATime,
  otherMetric,
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
  about(
    "history",
    history,
    ({ topics, signals }) => !topics.has("changes") && !topics.has("cause") && signals.length === 0,
  ),
  about("cause", cause, ({ topics }) => !topics.has("changes")),
  changesAndMetric,
  about("changes", (sentence, here) => onComponent("changes", sentence, here, undefined)),
  signal,
  about(
    "again",
    (_, here) => (numberHere(here) === undefined ? whichOne("investigate", here) : run("investigate")),
    ({ topics, asks }) => !(asks && topics.has("status")),
  ),
  about("people", (sentence, here) => (numberHere(here) === undefined ? status(sentence, here) : run("who"))),
  about("summary", (sentence, here) => (numberHere(here) === undefined ? status(sentence, here) : run("summary"))),
  wideRecord,
  complaint,
  about("status", status),
  about("impact", status),
  about("over", status),
  about("end", status, ({ asks }) => asks),
  about("onset", status),
  about("past", past),
  about("alarms", alarms),
  about("scope", scope, ({ thing }) => thing === undefined),
  about("chart", chart),
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
function elsewhere(sentence: Sentence, spoken: Here): SentenceReading | undefined {
  const { topics, signals, thing, titled, time } = sentence;
  const found = sentence.elsewhere ?? (isOfAws(sentence) ? elsewhereOf("aws health", false) : undefined);
  if (!found) return undefined;
  const [only, another] = titled;
  const here = only && !another ? { ...spoken, said: { ...spoken.said, investigation: only.number } } : spoken;
  if (topics.has("logs") && thing?.kind === "log group")
    return offered("NOT DONE", found.text, [
      prefixed(here, "Logs", ["logs", thing.text, time]),
      ...buttonsOf(["status"], here),
    ]);
  const meant = TOPICS_FIRST.flatMap(([topic, way]) => (topics.has(topic) ? way : []));
  const ways: readonly Way[] = [...meant, ...(signals.length > 0 ? (["errors"] as const) : []), ...found.ways];
  return offered("NOT DONE", found.text, buttonsOf([...new Set(ways)], { ...here, text: here.text }).slice(0, 3));
}

/** "Us-east-1 having issues?": asks whether a place of AWS is well. */
function isOfAws({ thing, topics, symptom, component }: Sentence): boolean {
  const isPlace = thing?.kind === "region" || thing?.kind === "zone";
  return isPlace && component === undefined && (topics.has("status") || symptom !== undefined);
}

const TOPICS_FIRST: readonly (readonly [Topic, Way])[] = [
  ["logs", "logs"],
  ["changes", "changes"],
  ["alarms", "alarms"],
  ["traces", "traces"],
];

function logs(sentence: Sentence, here: Here): SentenceReading | undefined {
  const { thing, quoted: pattern, time, unknown, component } = sentence;
  // "The last 50 log lines": a number is no name.
  const named = /^\d+$/.test(sentence.named ?? "") ? undefined : sentence.named;
  const group = thing?.kind === "log group" ? thing.text : undefined;
  const target = group ?? component ?? (thing ? componentHere(here) : (named ?? componentHere(here)));
  if (target === undefined) return whichComponent("Whose logs?", (name) => `logs ${name}`, here);
  const [missing] = named === target ? otherNames(named, here, (name) => ["logs", name, time]) : [];
  if (missing) return missing;
  const wanted = thing && !group ? thing.text : (pattern ?? "");
  if (unknown.length === 0) return run("logs", target, wanted === "" ? "" : `"${wanted}"`, time);
  if (unknown.some(isForeign))
    return offered("OFFER", `The logs of ${target}.`, [prefixed(here, "Logs", ["logs", target, time])]);
  const searched = unknown.join(" ");
  return offered("OFFER", `Search the logs of ${target} for ${withoutMiddle(searched, 40)}, or for errors.`, [
    prefixed(here, "Search", ["logs", target, searched, time]),
    prefixed(here, "Errors", ["logs", target, time]),
  ]);
}

/** A verb that takes a component and a time. */
function onComponent(verb: string, sentence: Sentence, here: Here, own: string | undefined): SentenceReading {
  const { component, named, time, thing } = sentence;
  const name = component ?? named ?? (thing?.kind === "X-Ray trace" ? undefined : thing?.text) ?? own;
  const [missing] =
    named !== undefined && name === named ? otherNames(named, here, (other) => [verb, other, time]) : [];
  return missing ?? run(verb, name === undefined ? "" : nameAsTyped(name), time);
}

function history({ titled, time }: Sentence, here: Here): SentenceReading {
  const [only, another] = titled;
  if (only && !another) return run("alarms history", quoted(only.title), time);
  if (numberHere(here) !== undefined) return run("alarms history", time);
  return whichOne("alarms history", here);
}

/** Causes are proposed in an investigation; without one, an investigation is offered, because it would open a thread. */
function cause(sentence: Sentence, here: Here): SentenceReading {
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

/** "Is checkout slow?" is answered by the metric; "checkout is slow" says that somebody should look. */
function complaint({ symptom, asks, component, time, titled }: Sentence, here: Here): SentenceReading | undefined {
  const own = here.said.surroundings.thread?.component;
  if (symptom === undefined || titled.length > 0) return undefined;
  // The CPU or the memory of the alarm's own component is no status of it.
  const isOwnLoad = (symptom === "cpu" || symptom === "mem") && (component ?? own) !== undefined;
  if (asks && isOwnLoad) return run("metrics", symptom, quoted(component ?? own ?? ""), time);
  if (asks && component !== undefined && component !== own) return run("metrics", symptom, quoted(component), time);
  if (asks) return run("status");
  const ways: readonly Way[] =
    symptom === "latency" ? ["investigate", "latency", "note"] : ["investigate", "errors", "note"];
  return offered("OFFER", "To look for the cause, press Investigate.", buttonsOf(ways, here));
}

/** What happened in a time is what began in it; without a time, how it stands. */
function past(sentence: Sentence, here: Here): SentenceReading {
  const { time, component } = sentence;
  return time !== "" && component === undefined && numberHere(here) === undefined
    ? run("missed", time)
    : status(sentence, here);
}

/** The alarms of a time are those that began in it; without a time, those that stand now. */
function alarms({ asks, time }: Sentence): SentenceReading {
  return time === "" ? run("alarms", asks ? "alarm" : "") : run("missed", time);
}

function scope(_: Sentence, here: Here): SentenceReading {
  const text = "Which account and Region are looked at is chosen so: use account <name>, use region eu-west-1.";
  return offered("OFFER", text, [{ label: "Help", command: "help use" }, ...buttonsOf(["status"], here)]);
}

/** How it stands: of the investigation that is meant, else of the component, by its errors, else of all. */
function status(sentence: Sentence, here: Here): SentenceReading {
  const number = oneMeant(sentence, here);
  if (number !== undefined) return run(number, "status");
  const several = openAbout(sentence, here);
  if (several.length > 1) return whichAmong(several, "status", here);
  if (sentence.component !== undefined) return run("metrics errors", quoted(sentence.component), sentence.time);
  return run("status");
}
