import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { quantity } from "../../../src/card/number.ts";
import { NotSeen } from "../../../src/errors.ts";
import { type createAwsApi, posted } from "../call/aws-api.ts";
import { columnsOf, type ReadListing } from "../call/listing.ts";
import type { Operation } from "../call/operation.ts";

const resources = ["arn:aws:networkflowmonitor:*:*:monitor/*"];
const reason = "say which flows of a monitor send most, or are sent again most";
export const flowOperations = {
  start: { action: "networkflowmonitor:StartQueryMonitorTopContributors", reason, resources },
  status: { action: "networkflowmonitor:GetQueryStatusMonitorTopContributors", reason, resources },
  results: { action: "networkflowmonitor:GetQueryResultsMonitorTopContributors", reason, resources },
} as const satisfies Readonly<Record<string, Operation>>;

/** The three views of the console: https://docs.aws.amazon.com/eks/latest/userguide/network-observability.html */
const VIEWS: Readonly<Record<string, readonly string[]>> = {
  services: ["AMAZON_S3", "AMAZON_DYNAMODB"],
  cluster: ["INTRA_AZ", "INTER_AZ"],
  outside: ["UNCLASSIFIED"],
};
const METRICS: Readonly<Record<string, string>> = {
  bytes: "DATA_TRANSFERRED",
  retransmissions: "RETRANSMISSIONS",
  timeouts: "TIMEOUTS",
};
const CATEGORIES: Readonly<Record<string, string>> = {
  INTRA_AZ: "in one zone",
  INTER_AZ: "between zones",
  AMAZON_S3: "S3",
  AMAZON_DYNAMODB: "DynamoDB",
  UNCLASSIFIED: "outside",
};
const MOST = 25;
const LOOKS = 30;
const WAIT_MS = 500;

const started = z.object({ queryId: z.string() });
const status = z.object({ status: z.string() });
const flow = z.object({
  localIp: z.string().optional(),
  localInstanceId: z.string().optional(),
  remoteIp: z.string().optional(),
  remoteInstanceId: z.string().optional(),
  targetPort: z.number().optional(),
  destinationCategory: z.string().optional(),
  value: z.number().default(0),
  kubernetesMetadata: z
    .object({
      localPodName: z.string().optional(),
      localPodNamespace: z.string().optional(),
      remotePodName: z.string().optional(),
      remotePodNamespace: z.string().optional(),
    })
    .optional(),
});
const results = z.object({ topContributors: z.array(flow).default([]), unit: z.string().optional() });
type Flow = z.infer<typeof flow>;

/** The flows of a monitor of Network Flow Monitor with the highest values, most first, in one of three views. */
export function createFlowContributors(operation: ReturnType<typeof createAwsApi>): ReadListing {
  const start = operation(flowOperations.start, started);
  const look = operation(flowOperations.status, status);
  const fetch = operation(flowOperations.results, results);

  async function topOf(path: string, input: object, signal: AbortSignal): Promise<z.infer<typeof results>> {
    const { queryId } = await start(posted(path, input), signal);
    const own = `${path}/${encodeURIComponent(queryId)}`;
    for (let looks = 0; looks < LOOKS; looks++) {
      const { status: now } = await look({ path: `${own}/status` }, signal);
      if (now === "SUCCEEDED") return fetch({ path: `${own}/results` }, signal);
      if (now === "FAILED" || now === "CANCELED") throw new NotSeen("Network Flow Monitor could not answer");
      await setTimeout(WAIT_MS, undefined, { signal });
    }
    throw new NotSeen("Network Flow Monitor took too long", { remedy: "ask for a shorter time" });
  }

  return async ({ values: { monitor = "", by = "bytes", view = "cluster" }, window }, signal) => {
    const [categories, metricName] = [VIEWS[view], METRICS[by]];
    if (!categories)
      throw new NotSeen(`there is no view ${view}`, { remedy: `name one of ${Object.keys(VIEWS).join(", ")}` });
    if (metricName === undefined) {
      throw new NotSeen(`flows have no ${by}`, { remedy: `name one of ${Object.keys(METRICS).join(", ")}` });
    }
    const path = `/monitors/${encodeURIComponent(monitor)}/topContributorsQueries`;
    const times = { startTime: Math.floor(window.start), endTime: Math.ceil(window.end) };
    const found = await Promise.all(
      categories.map((destinationCategory) =>
        topOf(path, { ...times, metricName, destinationCategory, limit: MOST }, signal),
      ),
    );
    const flows = found.flatMap((each) => each.topContributors).toSorted((one, other) => other.value - one.value);
    const total = flows.reduce((sum, { value }) => sum + value, 0);
    const unit = by === "bytes" ? "Bytes" : "Count";
    const rows = flows
      .slice(0, MOST)
      .map((each) => [
        endOf(each, "local"),
        endOf(each, "remote"),
        CATEGORIES[each.destinationCategory ?? ""] ?? each.destinationCategory ?? "",
        quantity(each.value, unit),
        total > 0 ? `${Math.round((100 * each.value) / total)} %` : "–",
      ]);
    const value = { columns: columnsOf("From", "To", "Where", `#${by}`, "#Share of these"), rows };
    const gaps =
      flows.length === 0
        ? [{ what: "flows", reason: "none was measured, which does not mean that there was none" }]
        : [];
    return { value, gaps };
  };
}

/** One end of a flow: its pod, else its instance, else its address. */
function endOf({ kubernetesMetadata: pods, targetPort, ...flow }: Flow, side: "local" | "remote"): string {
  const [pod, space] = [pods?.[`${side}PodName`], pods?.[`${side}PodNamespace`]];
  const port = side === "remote" && targetPort !== undefined ? `:${targetPort}` : "";
  if (pod) return `${space ? `${space}/` : ""}${pod}${port}`;
  return `${flow[`${side}InstanceId`] || flow[`${side}Ip`] || "unknown"}${port}`;
}
