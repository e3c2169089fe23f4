import { type CloudWatchClient, ListMetricStreamsCommand } from "@aws-sdk/client-cloudwatch";
import { columnsOf, type ReadListing } from "../call/listing.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";

export const listMetricStreams: Operation = {
  action: "cloudwatch:ListMetricStreams",
  reason: "say which metric streams are stopped",
};

const MOST_PAGES = 4;

/** The metric streams, stopped ones first. */
export function createMetricStreams(client: CloudWatchClient, session: Session): ReadListing {
  const list = session.asked(listMetricStreams, (next: Next, abortSignal) =>
    client.send(new ListMetricStreamsCommand({ ...next, MaxResults: 500 }), { abortSignal }),
  );
  return async (_, signal) => {
    const { pages, more } = await pagesOf((next) => list(next, signal), MOST_PAGES);
    const rows = pages
      .flatMap(({ Entries = [] }) => Entries)
      .map(({ Name = "", State = "", FirehoseArn = "", OutputFormat = "", LastUpdateDate }) => [
        Name,
        State,
        FirehoseArn.split("/").at(-1) ?? "",
        OutputFormat,
        LastUpdateDate?.toISOString().slice(0, 16).replace("T", " ") ?? "",
      ])
      .toSorted((one, other) => Number(one[1] === "running") - Number(other[1] === "running"));
    const gaps = more ? [{ what: "metric streams", reason: "there are more; not all were read" }] : [];
    return {
      value: { columns: columnsOf("Stream", "State", "Firehose stream", "Format", "Changed (UTC)"), rows },
      gaps,
    };
  };
}
