import { GetServiceGraphCommand, type Service, type XRayClient, type Edge as XRayEdge } from "@aws-sdk/client-xray";
import type { Gap } from "../../../src/investigation/events.ts";
import type { Component, Edge, ServiceGraph, Window } from "../../../src/telemetry/ports.ts";
import { resourceOfKind } from "../../../src/telemetry/resource-metrics.ts";
import type { Operation } from "../operation.ts";
import { pagesOf } from "../pages.ts";
import type { Session } from "../session.ts";

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

/** Reads the service graph. A window longer than six hours is cut to its last six. */
export function createGraph(client: XRayClient, session: Session): ReadGraph {
  const read = session.asked(
    getServiceGraph,
    (input: { start: number; end: number; token: string | undefined }, signal) =>
      client.send(
        new GetServiceGraphCommand({
          StartTime: new Date(input.start * 1000),
          EndTime: new Date(input.end * 1000),
          NextToken: input.token,
        }),
        { abortSignal: signal },
      ),
  );
  return async (window, signal) => {
    const end = Math.ceil(window.end / 60) * 60;
    const start = Math.max(Math.floor(window.start / 60) * 60, end - LONGEST);
    const { pages, more } = await pagesOf(
      (token) => read({ start, end, token }, signal),
      ({ NextToken }) => NextToken,
      MOST_PAGES,
    );
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
    return { value: toGraph(pages.flatMap(({ Services = [] }) => Services)), gaps };
  };
}

/** Nodes of one name are one component: X-Ray shows a function as the service it is and as the code in it. */
export function toGraph(services: readonly Service[]): ServiceGraph {
  const real = services.filter(({ Type, Name }) => Type !== "client" && Name !== undefined);
  const idOf = new Map(real.map(({ ReferenceId, Name = "" }) => [ReferenceId, Name]));
  const components = new Map<string, Component>();
  for (const service of real) {
    const component = toComponent(service);
    const known = components.get(component.id);
    components.set(component.id, known && known.metrics.length >= component.metrics.length ? known : component);
  }
  const edges = real.flatMap((service) => (service.Edges ?? []).flatMap((edge) => toEdge(service, edge, idOf)));
  return { components: [...components.values()], edges };
}

function toComponent({ Name = "", Names = [], Type, AccountId }: Service): Component {
  const kind = Type ?? "service";
  const resource = resourceOfKind(kind, Name);
  return {
    id: Name,
    name: Name,
    kind,
    aliases: [...new Set([Name, ...Names, ...(AccountId === undefined ? [] : [`${AccountId}/${Name}`])])],
    metrics: resource?.metrics ?? [],
    logGroups: resource?.logGroups ?? [],
  };
}

function toEdge(from: Service, edge: XRayEdge, idOf: ReadonlyMap<number | undefined, string>): readonly Edge[] {
  const to = idOf.get(edge.ReferenceId);
  const { Name = "" } = from;
  if (to === undefined || to === Name) return [];
  const { TotalCount, TotalResponseTime, FaultStatistics } = edge.SummaryStatistics ?? {};
  return [
    {
      from: Name,
      to,
      ...(edge.EdgeType === "link" && { asynchronous: true }),
      ...(TotalCount !== undefined && { calls: TotalCount }),
      ...(TotalResponseTime !== undefined && { responseTime: TotalResponseTime }),
      ...(FaultStatistics?.TotalCount !== undefined && { faults: FaultStatistics.TotalCount }),
    },
  ];
}
