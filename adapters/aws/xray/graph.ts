import { GetServiceGraphCommand, type Service, type XRayClient, type Edge as XRayEdge } from "@aws-sdk/client-xray";
import type { Gap } from "../../../src/events/events.ts";
import type { Window } from "../../../src/findings/measured.ts";
import type { Component, Edge, ServiceGraph } from "../../../src/graph/service-graph.ts";
import { resourceOfKind } from "../../../src/telemetry/resources/resource-metrics.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { withViews } from "./call-views.ts";
import { isForeign, servicesOfAccount } from "./owners.ts";

export const getServiceGraph: Operation = {
  action: "xray:GetServiceGraph",
  reason: "know which service calls which, to follow a symptom to its cause",
};

const HOUR = 3_600;
/** The longest window that X-Ray answers. */
const LONGEST = 6 * HOUR;
const MOST_PAGES = 50;

/** X-Ray's service graph, with its gaps. */
export type ReadGraph = (
  window: Window,
  signal: AbortSignal,
  since?: Promise<number | undefined>,
) => Promise<{ readonly value: ServiceGraph; readonly gaps: readonly Gap[] }>;

/**
 * Reads the service graph of one account, or of all accounts in it. A window longer than six hours is cut to its last six. With `since` also
 * that of the time since then, to compare calls; if it cannot be read, they are not compared.
 */
export function createGraph(deps: {
  readonly client: XRayClient;
  readonly session: Session;
  readonly account: string | undefined;
  /** The label of an account. */
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
  return async (window, signal, since) => {
    const end = Math.ceil(window.end / 60) * 60;
    const start = Math.max(Math.floor(window.start / 60) * 60, end - LONGEST);
    const servicesFrom = async (from: number) => {
      const { pages, more } = await pagesOf((next) => read({ start: from, end, ...next }, signal), MOST_PAGES);
      const services = pages.flatMap(({ Services = [] }) => Services);
      return { more, own: account === undefined ? services : servicesOfAccount(services, account) };
    };
    const latest = async () => {
      const moment = Math.floor(((await since) ?? start) / 60) * 60;
      if (moment <= start || moment >= end) return undefined;
      const { own } = await servicesFrom(moment);
      return { since: moment, lately: own };
    };
    const [{ own, more }, compared] = await Promise.all([servicesFrom(start), latest().catch(() => undefined)]);
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
    const place: PlaceOf = (service) => placeOf(service, account, nameOf);
    const graph = toGraph(own, place);
    if (!compared) return { value: graph, gaps };
    const idOf = (service: Service) => idIn(service, place);
    const edges = withViews(graph.edges, { window: { start, end }, all: own, ...compared, idOf });
    return { value: { ...graph, edges }, gaps };
  };
}

/** The suffix of a service of another account: its account's name. Empty for services of the account that is read. */
function placeOf(service: Service, account: string | undefined, nameOf: (account: string) => string): string {
  const { AccountId } = service;
  return AccountId !== undefined && isForeign(service, account) ? ` in ${nameOf(AccountId)}` : "";
}

type PlaceOf = (service: Service) => string;

/** Nodes with the same name become one component: X-Ray shows a function twice, as the Lambda service and as its code. */
export function toGraph(services: readonly Service[], placeOf: PlaceOf): ServiceGraph {
  const real = services.filter((service) => idIn(service, placeOf) !== undefined);
  const idOf = new Map(
    real.flatMap((service) => {
      const id = idIn(service, placeOf);
      return id === undefined ? [] : [[service.ReferenceId, id] as const];
    }),
  );
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

/** The id of a service's component; undefined for clients and nodes without a name. */
function idIn(service: Service, placeOf: PlaceOf): string | undefined {
  const { Type, Name } = service;
  return Type === "client" || Name === undefined ? undefined : `${Name}${placeOf(service)}`;
}

function toComponent({ Name = "", Names = [], Type, AccountId }: Service, place: string): Component {
  const kind = Type ?? "service";
  const numbered = AccountId === undefined ? [] : [`${AccountId}/${Name}`];
  // The metrics of another account's component are not in this account.
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

/** Merges edges between the same components: counts add up, `since` is the earliest, and the result is asynchronous only if all are. */
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
