import { type CloudWatchClient, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { z } from "zod";
import { mapInBatches } from "../../../src/concurrency/in-batches.ts";
import { type createAwsApi, posted } from "../call/aws-api.ts";
import { columnsOf, type ReadListing } from "../call/listing.ts";
import type { Operation } from "../call/operation.ts";
import { pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { listMetrics } from "./metric-list.ts";

const reason = "name the accounts that share their telemetry, and say which of them are silent";
export const oamOperations = {
  listSinks: { action: "oam:ListSinks", reason },
  listAttachedLinks: { action: "oam:ListAttachedLinks", reason },
} as const satisfies Readonly<Record<string, Operation>>;

/** Pages with 1,000 links, and accounts that are asked for their metrics: one call each. */
const MOST_PAGES = 3;
const MOST_ASKED = 50;
const AT_ONCE = 5;

const sinks = z.object({ Items: z.array(z.object({ Arn: z.string() })) });
const links = z.object({
  Items: z.array(
    z.object({ LinkArn: z.string(), Label: z.string().optional(), ResourceTypes: z.array(z.string()).default([]) }),
  ),
  NextToken: z.string().optional(),
});
type Link = z.infer<typeof links>["Items"][number];

/** What an account can share: https://docs.aws.amazon.com/OAM/latest/APIReference/API_CreateLink.html */
const KINDS: Readonly<Record<string, string>> = {
  "AWS::CloudWatch::Metric": "metrics",
  "AWS::Logs::LogGroup": "logs",
  "AWS::XRay::Trace": "traces",
  "AWS::ApplicationInsights::Application": "applications",
  "AWS::InternetMonitor::Monitor": "internet monitors",
  "AWS::ApplicationSignals::Service": "services",
  "AWS::ApplicationSignals::ServiceLevelObjective": "objectives",
};

/** The accounts that share with this one, the silent ones first: those that share metrics and had none in the last three hours. */
export function createLinkedAccounts(
  operation: ReturnType<typeof createAwsApi>,
  client: CloudWatchClient,
  session: Session,
): ReadListing {
  const listSinks = operation(oamOperations.listSinks, sinks);
  const listLinks = operation(oamOperations.listAttachedLinks, links);
  const listOf = session.asked(listMetrics, (input: { readonly OwningAccount: string }, abortSignal) =>
    client.send(new ListMetricsCommand({ ...input, IncludeLinkedAccounts: true, RecentlyActive: "PT3H" }), {
      abortSignal,
    }),
  );

  async function attached(SinkIdentifier: string, signal: AbortSignal) {
    const { pages, more } = await pagesOf(
      (next) => listLinks(posted("/ListAttachedLinks", { SinkIdentifier, MaxResults: 1_000, ...next }), signal),
      MOST_PAGES,
    );
    return { found: pages.flatMap(({ Items }) => Items), more };
  }

  return async (_, signal) => {
    const { Items } = await listSinks(posted("/ListSinks", {}), signal);
    const all = await Promise.all(Items.map(({ Arn }) => attached(Arn, signal)));
    const found = all.flatMap((each) => each.found);
    const asked = found.slice(0, MOST_ASKED);
    const known = await mapInBatches(asked, AT_ONCE, async (link) => {
      if (!link.ResourceTypes.includes("AWS::CloudWatch::Metric")) return "not shared";
      const { Metrics = [] } = await listOf({ OwningAccount: accountOf(link) }, signal);
      return Metrics.length > 0 ? "yes" : "silent";
    });
    const rows = found.map((link, index) => [
      accountOf(link),
      link.Label ?? "",
      link.ResourceTypes.map((kind) => KINDS[kind] ?? kind).join(", "),
      known[index] ?? "not looked at",
    ]);
    const gaps = [
      ...(Items.length === 0
        ? [{ what: "linked accounts", reason: "this account has no sink in this Region, so no account shares with it" }]
        : []),
      ...(all.some(({ more }) => more)
        ? [{ what: "linked accounts", reason: "there are more; not all were read" }]
        : []),
    ];
    const columns = columnsOf("Account", "Label", "Shares", "Metrics in 3 h");
    return { value: { columns, rows: rows.toSorted((one, other) => rankOf(one) - rankOf(other)) }, gaps };
  };
}

const ORDER = ["silent", "not looked at", "not shared", "yes"];

function rankOf(row: readonly string[]): number {
  return ORDER.indexOf(row[3] ?? "");
}

/** The account that shares is in the link's ARN: `arn:aws:oam:eu-west-1:444455556666:link/…`. */
function accountOf({ LinkArn }: Link): string {
  return LinkArn.split(":")[4] ?? "";
}
