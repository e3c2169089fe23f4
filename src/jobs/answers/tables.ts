import { counted, duration as durationText, figure } from "../../card/number.ts";
import { nearestWords } from "../../command/grammar/nearest.ts";
import { momentWords } from "../../command/time/words.ts";
import { knownZone } from "../../command/time/zone.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import { componentFinder } from "../../graph/find-component.ts";
import type { Component, Edge } from "../../graph/service-graph.ts";
import { type Asking, failedAnswer, questionText, tableAnswer } from "./answer.ts";
import { withMeaning } from "./check.ts";

type Asked<Type extends Question["type"]> = Extract<Question, { type: Type }>;

/** The changes in a window, with who made them. */
export async function answerChanges(asking: Asking, question: Asked<"changes">): Promise<Answer> {
  const seen = await asking.telemetry.changes.during(question.window, asking.signal, question.resource);
  const when = whenOf(asking, question);
  const rows = seen.value.map((change) => {
    const { at, action, actor, resources, detail } = change;
    return [when(at), action, actor, resources.map(resourceOf).join(", ") || (detail.on ?? ""), detailOf(change)];
  });
  const unknown = rows.length === 0 ? await unknownWords(asking, question) : "";
  const what = rows.length === 0 ? "No change" : counted(rows.length, "change");
  const sentence = `${what} seen up to ${when(seen.horizon)}${unknown}`;
  const columns = [{ name: "When" }, { name: "Action" }, { name: "By" }, { name: "On" }, { name: "Detail" }];
  // If there are too many rows the newest are kept, because they are the most likely to matter.
  const table = { columns, rows: rows.slice(-10_000).toReversed() };
  const answer = await tableAnswer(asking, questionText(question), sentence, { ...seen, value: table });
  return withMeaning(answer, asking.check, asking.check?.changes(question, seen));
}

/** If the resource is not a known component: says so, with similar names, because it may be misspelt. Empty if the graph cannot be read. */
async function unknownWords({ telemetry, signal }: Asking, { window, resource }: Asked<"changes">): Promise<string> {
  if (resource === undefined || resource.startsWith("arn:")) return "";
  const graph = await telemetry.topology.graph(window, signal).catch(() => undefined);
  signal.throwIfAborted();
  if (!graph || graph.value.components.length === 0) return "";
  const componentNames = graph.value.components.flatMap(({ id, name, aliases }) => [id, name, ...aliases]);
  const named = componentNames.some((name) => name.toLowerCase() === resource.toLowerCase());
  if (named || componentFinder(graph.value)({ resource }) !== undefined) return "";
  const names = graph.value.components.map(({ name }) => name);
  return `, and no component is called ${resource}. ${nearestWords(resource, names)}`;
}

/** The first details and a link to the rest, without account and Region, which are the same for all rows. */
function detailOf({ detail, link }: Change): string {
  const shownDetails = Object.entries(detail).filter(([name]) => !["on", "account", "region"].includes(name));
  const words = shownDetails.slice(0, 3).map(([name, value]) => `${name}=${value}`);
  return [...words, ...(link === undefined ? [] : [link])].join(", ");
}

/** The rows of an Athena query. */
export async function answerAthena(asking: Asking, question: Asked<"athena">): Promise<Answer> {
  const { telemetry, signal, token, onProgress } = asking;
  const query = questionText(question);
  if (!telemetry.athena)
    return failedAnswer(query, "Athena is not connected here. It needs AWS: with credentials set, start again.");
  const seen = await telemetry.athena.run(question.request, { token, signal, onProgress });
  const answer = await tableAnswer(asking, query, counted(seen.value.rows.length, "row"), seen);
  return question.request.type === "named" ? { ...answer, query: `${query}\n${seen.value.sql}` } : answer;
}

/** Example requests, the worst first. */
export async function answerTraces(asking: Asking, question: Asked<"traces">): Promise<Answer> {
  const { telemetry, signal } = asking;
  const query = questionText(question);
  if (!telemetry.traces) return failedAnswer(query, "no traces are recorded here. Hypotheses show what else was seen.");
  const seen = await telemetry.traces.find(question.window, signal, question.component);
  const bad = seen.value.filter(({ outcome }) => outcome !== "ok").length;
  const when = whenOf(asking, question);
  const rows = seen.value.map(({ at, duration, outcome, entry, cause, id }) => [
    when(at),
    outcome,
    durationText(duration),
    entry,
    cause ?? "",
    id,
  ]);
  const columns = [
    { name: "When" },
    { name: "Outcome" },
    { name: "Took", numeric: true },
    { name: "Entry" },
    { name: "Cause" },
    { name: "Trace" },
  ];
  const sentence =
    rows.length === 0 ? "No trace in this time" : `${counted(rows.length, "trace")}, ${bad} of them failed`;
  const answer = await tableAnswer(asking, query, sentence, { ...seen, value: { columns, rows } });
  return withMeaning(answer, asking.check, asking.check?.traces(seen.value));
}

/** Callers and callees with failures and mean durations; only those of one component if it is named. */
export async function answerTopology(asking: Asking, question: Asked<"topology">): Promise<Answer> {
  const seen = await asking.telemetry.topology.graph(question.window, asking.signal);
  const { components, edges } = seen.value;
  const wanted = question.component?.toLowerCase();
  const named = ({ name, id, aliases }: Component) =>
    [name, id, ...aliases].some((each) => each.toLowerCase() === wanted);
  const centre = wanted === undefined ? undefined : components.find(named);
  const query = questionText(question);
  if (wanted !== undefined && !centre) {
    const names = components.map(({ name }) => name);
    return failedAnswer(query, `no component is called ${question.component}. ${nearestWords(wanted, names)}`);
  }
  const shown = centre ? edges.filter(({ from, to }) => from === centre.id || to === centre.id) : edges;
  const busiest = [...shown].sort(
    (one, other) => (other.faults ?? 0) - (one.faults ?? 0) || (other.calls ?? 0) - (one.calls ?? 0),
  );
  const columns = [
    { name: "Caller" },
    { name: "Called" },
    { name: "Calls", numeric: true },
    { name: "Faults", numeric: true },
    { name: "Mean", numeric: true },
  ];
  const what = centre
    ? `${counted(shown.length, "connection")}: who calls ${centre.name}, and whom it calls`
    : `${counted(components.length, "component")}, ${counted(edges.length, "connection")} between them`;
  return tableAnswer(asking, query, what, { ...seen, value: { columns, rows: busiest.map(toRow) } });
}

function toRow({ from, to, calls, faults, responseTime, asynchronous }: Edge): readonly string[] {
  const mean = calls && responseTime !== undefined ? durationText(responseTime / calls) : "–";
  const countText = (count: number | undefined) => (count === undefined ? "–" : figure(count));
  return [from, asynchronous ? `${to} (later)` : to, countText(calls), countText(faults), mean];
}

/** Formats times in the zone of whoever asked, with the date unless it is today. */
function whenOf({ context }: Asking, { zone = "UTC" }: { readonly zone?: string | undefined }) {
  const now = Math.floor(context.now().getTime() / 1000);
  return (at: number): string => momentWords(Math.floor(at), knownZone(zone), now);
}

/** An ARN without its account and Region, which are the thread's own. */
function resourceOf(name: string): string {
  return /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(name)?.[1] ?? name;
}
