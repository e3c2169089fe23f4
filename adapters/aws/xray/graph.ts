import { GetServiceGraphCommand, type Service, type XRayClient, type Edge as XRayEdge } from "@aws-sdk/client-xray";
import type { Gap } from "../../../src/events/events.ts";
import type { Window } from "../../../src/findings/measured.ts";
import type { Component, Edge, ServiceGraph } from "../../../src/graph/service-graph.ts";
import { resourceOfKind } from "../../../src/telemetry/resources/resource-metrics.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { isForeign, ofAccount } from "./owners.ts";

export const getServiceGraph: Operation = {
  action: "xray:GetServiceGraph",
  reason: "know which service calls which, so that a symptom is followed to its cause",
};

const HOUR = 3_600;
/** X-Ray answers for six hours at most. */
const LONGEST = 6 * HOUR;
const MOST_PAGES = 50;

/** The service graph as X-Ray saw it, with what is missing of it. */
export type ReadGraph = (
  window: Window,
  signal: AbortSignal,
) => Promise<{ readonly value: ServiceGraph; readonly gaps: readonly Gap[] }>;

/** Reads the service graph of an account, or of all that are seen. A window longer than six hours is cut to its last six. */
export function createGraph(deps: {
  readonly client: XRayClient;
  readonly session: Session;
  readonly account: string | undefined;
  /** An account as people know it. */
  readonly nameOf: (account: string) => string;
}): ReadGraph {
  const { client, session, account, nameOf } = deps;
  const read = session.asked(getServiceGraph, (input: Window & Next, signal) =>
    client.send(
      new GetServiceGraphCommand({
        StartTime: new Date(input.start * 1000),
        EndTime: new Date(input.end * 1000),
        NextToken: input.NextToken,
      }),
      { abortSignal: signal },
    ),
  );
  return async (window, signal) => {
    const end = Math.ceil(window.end / 60) * 60;
    const start = Math.max(Math.floor(window.start / 60) * 60, end - LONGEST);
    const { pages, more } = await pagesOf((next) => read({ start, end, ...next }, signal), MOST_PAGES);
    const gaps = [
      ...(more ? [{ what: "the service graph", reason: "there are more services than are read" }] : []),
      ...(start >= window.start + 60
        ? [
            {
              what: "the service graph",
              reason: "X-Ray answers for six hours at a time",
              remedy: "ask for a shorter time",
            },
          ]
        : []),
    ];
    const services = pages.flatMap(({ Services = [] }) => Services);
    const own = account === undefined ? services : ofAccount(services, account);
    return { value: toGraph(own, (service) => placeOf(service, account, nameOf)), gaps };
  };
}

/** Another account's name after its services'; nothing after those of the account that is looked at. */
function placeOf(service: Service, account: string | undefined, nameOf: (account: string) => string): string {
  const { AccountId } = service;
  return AccountId !== undefined && isForeign(service, account) ? ` in ${nameOf(AccountId)}` : "";
}

type PlaceOf = (service: Service) => string;

/** Nodes of one name are one component: X-Ray shows a function as the service it is and as the code in it. */
export function toGraph(services: readonly Service[], placeOf: PlaceOf): ServiceGraph {
  const real = services.filter(({ Type, Name }) => Type !== "client" && Name !== undefined);
  const idOf = new Map(real.map((service) => [service.ReferenceId, `${service.Name}${placeOf(service)}`]));
  const components = new Map<string, Component>();
  for (const service of real) {
    const component = toComponent(service, placeOf(service));
    const known = components.get(component.id);
    components.set(component.id, known && known.metrics.length >= component.metrics.length ? known : component);
  }
  const edges = real.flatMap(({ ReferenceId, Edges = [] }) => Edges.flatMap((edge) => toEdge(ReferenceId, edge, idOf)));
  const pairs = Map.groupBy(edges, ({ from, to }) => JSON.stringify([from, to]));
  return { components: [...components.values()], edges: [...pairs.values()].flatMap(joined) };
}

function toComponent({ Name = "", Names = [], Type, AccountId }: Service, place: string): Component {
  const kind = Type ?? "service";
  const numbered = AccountId === undefined ? [] : [`${AccountId}/${Name}`];
  // What measures another account's component is not in this one.
  if (place !== "") {
    const name = `${Name}${place}`;
    return { id: name, name, kind, aliases: [name, ...numbered], metrics: [], details: [], logGroups: [] };
  }
  const { metrics = [], details = [], logGroups = [] } = resourceOfKind(kind, Name) ?? {};
  const aliases = [...new Set([Name, ...Names, ...numbered])];
  return { id: Name, name: Name, kind, aliases, metrics, details, logGroups };
}

function toEdge(
  caller: number | undefined,
  edge: XRayEdge,
  idOf: ReadonlyMap<number | undefined, string>,
): readonly Edge[] {
  const from = idOf.get(caller);
  const to = idOf.get(edge.ReferenceId);
  if (from === undefined || to === undefined || to === from) return [];
  const { TotalCount, TotalResponseTime, FaultStatistics } = edge.SummaryStatistics ?? {};
  return [
    {
      from,
      to,
      ...(edge.EdgeType === "link" && { asynchronous: true }),
      ...(TotalCount !== undefined && { calls: TotalCount }),
      ...(TotalResponseTime !== undefined && { responseTime: TotalResponseTime }),
      ...(FaultStatistics?.TotalCount !== undefined && { faults: FaultStatistics.TotalCount }),
      ...(edge.StartTime !== undefined && { since: edge.StartTime.getTime() / 1000 }),
    },
  ];
}

/** Edges between nodes that are one component: their counts add up, the first call of any is the first, and who waits on one of them waits. */
function joined([first, ...others]: readonly Edge[]): readonly Edge[] {
  if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
  const { from, to } = first;
  const all = [first, ...others];
  const sum = (of: (edge: Edge) => number | undefined): number =>
    all.reduce((total, edge) => total + (of(edge) ?? 0), 0);
  const starts = all.flatMap(({ since = [] }) => since);
  return [
    {
      from,
      to,
      ...(all.every(({ asynchronous }) => asynchronous) && { asynchronous: true }),
      calls: sum(({ calls }) => calls),
      faults: sum(({ faults }) => faults),
      responseTime: sum(({ responseTime }) => responseTime),
      ...(starts.length > 0 && { since: Math.min(...starts) }),
    },
  ];
}
