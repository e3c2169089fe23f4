import type { Cause } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import type { MetricQuery } from "../../findings/measured.ts";
import type { Component } from "../../graph/service-graph.ts";
import { questionText } from "../../investigation/asking.ts";
import type { HypothesisDraft } from "../../investigation/diagnosis.ts";
import type { Signal } from "../../packs/signal.ts";
import { lastPart } from "../../telemetry/changes/change-index.ts";
import type { Connection } from "../attribution/connections.ts";
import { type Candidate, firstCallOf } from "../candidates/candidate.ts";
import type { ComponentChange } from "../candidates/component-changes.ts";
import { CONNECTION } from "../candidates/from-connections.ts";
import type { HeldRule } from "../candidates/held-rule.ts";
import { logsFor, type NewPattern } from "../observations/log-patterns.ts";
import type { Scene } from "../scene/scene.ts";
import { isTakenBack } from "../standing/standing.ts";
import { nameOf, nounOf } from "../words/sentence.ts";
import { reasonRelief } from "./reason-relief.ts";
import { raise } from "./rollback/limits.ts";
import { lookAgain, regionOf, rollbackOf } from "./rollback/of-change.ts";
import { acts } from "./rollback/rollback.ts";

/** What would settle, relieve and refute a cause. */
type Advice = Pick<HypothesisDraft, "settles" | "relief" | "refutedBy">;

/** Advice on a cause: one command that would settle it, as a person could type it, and a remedy if one is known. */
export function reliefOf(scene: Scene, candidate: Candidate, cause: Cause, lead: ComponentChange | undefined): Advice {
  const { component, mechanism } = cause;
  const known = scene.components.get(component.id);
  const led = lead && ofLead(scene, lead, component.name, known && raiseOf(known, mechanismOf(candidate), candidate));
  if (candidate.reason) return reasonRelief(candidate.reason, led);
  if (led) return led;
  const call = firstCallOf(scene, candidate);
  if (call) return ofFirstCall(component.name, nameOf(scene.components.get(call.callee), call.callee));
  const [lost] = candidate.between ?? [];
  if (lost && mechanism === CONNECTION) return ofConnection(scene, lost.connection);
  const [ceased] = candidate.ceased ?? [];
  if (ceased) return ofCeasedCall(component.name, nameOf(scene.components.get(ceased.callee), ceased.callee));
  const limit = candidate.rules.find(({ rule }) => rule.mechanism === mechanism);
  const metric = limit && metricOf(limit);
  // What callers write of it does not tell why it fails.
  const log = logsFor(scene, component.id).find((each) => each.component === component.id);
  const signal = metric?.metric ?? signalFor(mechanism);
  const measured = candidate.readings.find((reading) => reading.measured.component === component.id)?.measured;
  const raised = known && raiseOf(known, mechanism, candidate);
  return {
    settles: (limit && metric && ofRule(limit, metric)) ??
      (log && ofLog(log)) ??
      (known && measured && comparedWithYesterday(known, measured.signal)) ?? {
        text: `${component.name} over the last hour`,
        command: `${signal} ${component.name} last 1h`,
      },
    ...(raised && { relief: raised }),
    refutedBy: `the alarm goes on with ${component.name} ${signal} back to usual`,
  };
}

/** What a limit that was reached is called, beside a change: its rule's mechanism. */
function mechanismOf({ rules }: Candidate): string {
  return rules.find(({ rule }) => rule.mechanism === "throttling")?.rule.mechanism ?? "";
}

/** `raised` lifts the limit that the change lowered: it relieves where nobody told what was set before. */
function ofLead(scene: Scene, lead: ComponentChange, name: string, raised: Advice["relief"]): Advice {
  const { change } = lead;
  const again = isTakenBack(scene, lead);
  const back = (again ? lookAgain : rollbackOf)(change, scene.findings.changes);
  const relief = [back, raised].find((each) => each && acts(each)) ?? back;
  return {
    settles: ofChange(change, name),
    ...(relief && { relief }),
    refutedBy: again
      ? `what ${change.action} changed at first was all taken back by the one after it`
      : `undoing ${change.action} on ${name} does not help`,
  };
}

type Settles = NonNullable<Advice["settles"]>;

/** The changes of the changed resource, by the name that the change itself uses. */
function ofChange({ resources }: Change, name: string): Settles {
  const resource = resources.find((each) => lastPart(each) === name) ?? resources[0];
  const command =
    resource === undefined ? "changes" : questionText({ type: "changes", resource, window: { start: 0, end: 0 } });
  return {
    text: `other changes to ${resource === undefined ? name : lastPart(resource)} in the last 2 h`,
    command: `${command} last 2h`,
  };
}

/** A component that calls a new callee was changed, itself or in its configuration. */
function ofFirstCall(caller: string, callee: string): Advice {
  const command = questionText({ type: "changes", resource: caller, window: { start: 0, end: 0 } });
  return {
    settles: { text: `changes to ${caller}, which now calls ${callee}`, command: `${command} last 3h` },
    refutedBy: `${caller} called ${callee} before, or calls it no more while the alarm goes on`,
  };
}

/** A component that ends its requests before a call shows how in these requests. */
function ofCeasedCall(caller: string, callee: string): Advice {
  return {
    settles: { text: `how requests of ${caller} end before it calls ${callee}`, command: `traces ${caller} last 1h` },
    refutedBy: `${caller} calls ${callee} as often as usual while the alarm goes on`,
  };
}

/** A loss between two components shows in the requests that cross it. */
function ofConnection(scene: Scene, { from, to }: Connection): Advice {
  const [caller, callee] = [from, to].map((id) => nameOf(scene.components.get(id), id));
  return {
    settles: {
      text: `where requests from ${caller} wait before ${callee} answers: connecting, name resolution, a full pool`,
      command: `traces ${callee} last 1h`,
    },
    refutedBy: `${callee} itself takes as long as ${caller} waits for it`,
  };
}

/** Searches the log group for the pattern without its variable parts. */
function ofLog({ group, pattern }: NewPattern): Settles | undefined {
  const words = pattern.split(/<\*>|\[[^\]]* hidden\]|["\n]/).map((part) => part.trim());
  const longest = words.reduce((long, part) => (part.length > long.length ? part : long), "").slice(0, LONGEST);
  if (longest.length < SHORTEST || !/^[\w./#:-]{1,512}$/.test(group)) return undefined;
  const search = longest.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return { text: `lines of this pattern in ${group}`, command: `logs ${group} "${search}" last 1h` };
}

const LONGEST = 80;
const SHORTEST = 4;
const DAY = 86_400;

function comparedWithYesterday({ name, metrics }: Component, signal: Signal): Settles | undefined {
  const query = metrics.find((each) => each.signal === signal)?.query;
  if (!query) return undefined;
  const period = Math.max(60, query.period);
  const asked = questionText({
    type: "metrics",
    ...query,
    period,
    also: [],
    compare: DAY,
    window: { start: 0, end: 0 },
  });
  return { text: `${name} ${nounOf({ signal })} beside yesterday's`, command: `${asked} last 3h` };
}

function raiseOf({ metrics, aliases }: Component, mechanism: string, { readings }: Candidate): Advice["relief"] {
  return raise({
    mechanism,
    dimensions: Object.fromEntries(metrics.flatMap(({ query }) => Object.entries(query.dimensions))),
    metrics: readings.filter(({ departed }) => departed).map(({ measured }) => measured.query),
    region: regionOf({ detail: {}, resources: aliases }),
  });
}

/** The metric of a rule that is most significant. */
function metricOf({ rule, metrics }: HeldRule): MetricQuery | undefined {
  const [first] = rule.all;
  return first && metrics[first.metric]?.query;
}

function ofRule({ rule }: HeldRule, query: MetricQuery): Settles {
  const asked = questionText({ type: "metrics", ...query, also: [], window: { start: 0, end: 0 } });
  return { text: `${rule.next.slice(0, 1).toLowerCase()}${rule.next.slice(1)}`, command: `${asked} last 1h` };
}

function signalFor(mechanism: string): string {
  switch (mechanism) {
    case "latency":
      return "p99";
    case "failures":
      return "errors";
    case "throttling":
      return "throttles";
    case "traffic":
      return "requests";
    default:
      return mechanism;
  }
}
