import { GetTraceSummariesCommand, type TraceSummary, type XRayClient } from "@aws-sdk/client-xray";
import type { Window } from "../../../src/findings/measured.ts";
import type { Trace } from "../../../src/findings/trace.ts";
import type { Traces } from "../../../src/telemetry/ports/ports.ts";
import { TRACE_DOLLARS } from "../../../src/telemetry/resources/price.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";

export const getTraceSummaries: Operation = {
  action: "xray:GetTraceSummaries",
  reason: "find where failed requests ended, and show examples of failed or slow requests",
};

const LONGEST = 6 * 3_600;
const LAG = 60;
const MOST_PAGES = 5;

/** Reads example traces from X-Ray: faults and errors first, then the slowest. */
export function createTraces(deps: {
  readonly client: XRayClient;
  readonly session: Session;
  /** The account that is read, if it is known; `linked`: it is a linked account. */
  readonly account: string | undefined;
  readonly linked: boolean;
  /** The label of an account. */
  readonly nameOf: (account: string) => string;
  readonly now: () => Date;
}): Traces {
  const { client, session, account, linked, nameOf, now } = deps;
  const read = session.asked(
    getTraceSummaries,
    (input: Window & Next & { filter: string }, signal) =>
      client.send(
        new GetTraceSummariesCommand({
          StartTime: new Date(input.start * 1000),
          EndTime: new Date(input.end * 1000),
          FilterExpression: input.filter === "" ? undefined : input.filter,
          Sampling: true,
          NextToken: input.NextToken,
        }),
        { abortSignal: signal },
      ),
    (_, { TracesProcessedCount = 0 }) => TracesProcessedCount * TRACE_DOLLARS,
  );
  /** The suffix of a request that began in another account. */
  const placeOf = (owner: string | undefined): string =>
    owner === undefined || account === undefined || owner === account ? "" : ` in ${nameOf(owner)}`;
  return {
    async find(window, signal, component, only) {
      const start = Math.max(window.start, window.end - LONGEST);
      const through = filterOf(component, linked ? account : undefined);
      const filter = only === "faults" ? faultsOf(through) : through;
      const { pages, more } = await pagesOf(
        (next) => read({ start, end: window.end, filter, ...next }, signal),
        MOST_PAGES,
      );
      const value = pages
        .flatMap(({ TraceSummaries = [] }) =>
          TraceSummaries.map((summary) => toTrace(summary, placeOf(summary.EntryPoint?.AccountId))),
        )
        .sort(worstFirst);
      const gaps = [
        ...(more ? [{ what: "traces", reason: "there were more than are read at once" }] : []),
        ...(start > window.start ? [{ what: "traces", reason: "X-Ray answers for six hours at a time" }] : []),
      ];
      return { value, horizon: now().getTime() / 1000 - LAG, gaps };
    },
  };
}

/** A filter for requests through a component and an account. https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html */
function filterOf(component: string | undefined, account: string | undefined): string {
  const name = component?.replaceAll(/["\\]/g, "");
  if (account === undefined) return name === undefined ? "" : `service("${name}")`;
  const named = name === undefined ? "" : `name: "${name}", `;
  return `service(id(${named}account.id: "${account}"))`;
}

/** The filter, limited to requests that failed there. */
function faultsOf(through: string): string {
  return through === "" ? "fault" : `${through} { fault }`;
}

function toTrace(summary: TraceSummary, place: string): Trace {
  const { Id = "", Duration = 0, EntryPoint, Http, StartTime, FaultRootCauses, ErrorRootCauses } = summary;
  const outcome = summary.HasFault ? "fault" : summary.HasThrottle ? "throttle" : summary.HasError ? "error" : "ok";
  const services = (FaultRootCauses ?? ErrorRootCauses ?? [])[0]?.Services ?? [];
  const last = services.at(-1);
  const exception = last?.EntityPath?.at(-1)?.Exceptions?.[0];
  const cause = [last?.Name, exception?.Name, exception?.Message].filter((part) => part !== undefined).join(": ");
  return {
    id: Id,
    at: StartTime ? StartTime.getTime() / 1000 : Number.parseInt(Id.split("-")[1] ?? "0", 16),
    duration: Duration,
    outcome,
    entry: `${Http?.HttpURL ?? EntryPoint?.Name ?? ""}${place}`,
    ...(cause !== "" && { cause }),
  };
}

const RANK = { fault: 0, throttle: 1, error: 2, ok: 3 } as const;

function worstFirst(one: Trace, other: Trace): number {
  return RANK[one.outcome] - RANK[other.outcome] || other.duration - one.duration;
}
