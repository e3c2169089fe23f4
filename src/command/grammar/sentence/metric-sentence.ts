import { quoted } from "../words.ts";
import type { Sentence } from "./read-sentence.ts";
import { run, type SentenceReading } from "./reading.ts";
import { buttonsOf, componentHere, type Here } from "./ways.ts";
import { offered, prefixed, whichComponent } from "./which-one.ts";

/** Only a plain metric is compared, so without a name it is the one that the alarm watches. */
export function comparison(
  { topics, compare, signals, component, time }: Sentence,
  here: Here,
): SentenceReading | undefined {
  if (!topics.has("compare")) return undefined;
  if (compare === "" && topics.has("changes")) {
    const other = "An alarm's metric is compared with the same time of another day. What was changed: changes.";
    const days = ["yesterday", "last week"].flatMap((day) =>
      here.said.surroundings.thread?.metric === undefined
        ? []
        : [prefixed(here, `Compare ${day}`, ["metrics", here.said.surroundings.thread.metric, `compare ${day}`])],
    );
    return offered("NOT DONE", other, [...days, ...buttonsOf(["changes", "status"], here)]);
  }
  const { metric, component: own } = here.said.surroundings.thread ?? {};
  if (compare === "" && metric !== undefined && isComparedWith(here.text, time)) {
    const days = ["yesterday", "last week"].map((day) => prefixed(here, day, ["metrics", metric, `compare ${day}`]));
    return offered("NOT DONE", "A metric is compared with yesterday or with last week.", days);
  }
  const isOwn = signals.length === 0 && (component === undefined || component === own);
  if (isOwn && metric !== undefined)
    return run("metrics", metric, compare === "" ? "compare yesterday" : compare, time);
  const text =
    "Only plain metrics are compared with an earlier time. Type: metrics AWS/Lambda Errors FunctionName=checkout compare yesterday";
  return offered("NOT DONE", text, buttonsOf(["errors", "latency", "status"], here));
}

/** "Compare to monday": a day that is no window of its own. */
function isComparedWith(text: string, time: string): boolean {
  const [, compared = ""] = /\b(?:with|to|against|vs\.?|versus|than)\s+(?:the )?(.*)$/i.exec(text) ?? [];
  return time !== "" && compared.toLowerCase().startsWith(time.toLowerCase());
}

/** Both are answers: the metric shows when, the changes show what. */
export function changesAndMetric({ topics, signals }: Sentence, here: Here): SentenceReading | undefined {
  const [first] = signals;
  if (!topics.has("changes") || first === undefined || componentHere(here) === undefined) return undefined;
  const component = componentHere(here) ?? "";
  return offered("OFFER", "The changes, or the metric.", [
    ...buttonsOf(["changes"], here),
    prefixed(here, first, ["metrics", first, quoted(component), here.time ?? ""]),
  ]);
}

/** A short metric of a component. */
export function signal(
  { signals, component, named, unknown, time, thing }: Sentence,
  here: Here,
): SentenceReading | undefined {
  const [first] = signals.toSorted((one, other) => Number(other === "p99") - Number(one === "p99"));
  const other = thing ? undefined : (named ?? unknown.find((word) => /^p\d{2}/i.test(word)));
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

/** "Graph please": of the alarm's own metric. */
export function chart({ time }: Sentence, here: Here): SentenceReading {
  const { metric } = here.said.surroundings.thread ?? {};
  if (metric !== undefined && here.component === undefined) return run("metrics", metric, time);
  if (componentHere(here) === undefined)
    return whichComponent("Of which component?", (name) => `metrics errors ${name}`, here);
  return offered("OFFER", "Errors or latency?", buttonsOf(["errors", "latency"], here));
}
