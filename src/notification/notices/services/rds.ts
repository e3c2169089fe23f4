import { type EventShape, encoded, type MessageShape, type Told } from "../shape.ts";

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-cloud-watch-events.html; DocumentDB, Neptune and DMS send the same. */
export const rds: EventShape = ({ detail, resources, region, type }) => {
  const message = detail.text("Message");
  if (message === undefined) return undefined;
  const categories = detail.list("EventCategories").flatMap((each) => each.text("") ?? []);
  return told({
    message,
    categories,
    kind: type.replace(/ Event$/, ""),
    resource: detail.text("SourceArn") ?? resources[0] ?? detail.text("SourceIdentifier"),
    name: detail.text("SourceIdentifier"),
    event: detail.text("EventID"),
    region,
    at: detail.text("Date"),
  });
};

/** The message of an event subscription: `{"Event Source": "db-instance", "Event Message": …}`; Redshift and DMS send the same. */
export const rdsMessage: MessageShape = ({ fields }) => {
  const source = fields.text("Event Source");
  const message = fields.text("Event Message", "Message");
  if (source === undefined) return undefined;
  const name = fields.text("SourceId", "Source ID", "Resource");
  const link = fields.text("Identifier Link");
  return {
    ...told({
      message: message ?? "An event without a message",
      categories: (fields.text("Event Category", "Event Categories") ?? "").split(/,\s*/).filter((each) => each !== ""),
      severity: fields.text("Severity"),
      kind: wordsOf(source),
      resource: fields.text("Source ARN") ?? name,
      name,
      event: fields.text("Event ID")?.split("#").at(-1),
      region: /region=([a-z\d-]+)/.exec(link ?? "")?.[1] ?? "",
      at: fields.text("Event Time"),
    }),
    page: /https?:\/\/\S+/.exec(link ?? "")?.[0],
  };
};

interface Event {
  readonly message: string;
  readonly categories: readonly string[];
  /** Only Redshift tells it: ERROR or INFO. */
  readonly severity?: string | undefined;
  readonly kind: string;
  readonly resource: string | undefined;
  readonly name: string | undefined;
  readonly event: string | undefined;
  readonly region: string;
  readonly at: string | undefined;
}

const BAD = /fail(?!over)|low storage|error|incompatible|inaccessible|corrupt/i;
const FAILS = /\b(?:failed|failure|ran out|unable|cannot|couldn't|could not|exhausted)\b|hardware issues/i;
const WARNING = /failover|availability|maintenance|deletion|notification|security/i;

function told({ message, categories, severity, kind, resource, name, event, region, at }: Event): Told {
  const about = categories.join(", ");
  const isGood = /recovery|restoration/i.test(about) || /\b(?:completed|restarted|finished|available)\b/i.test(message);
  const isLow = /\bis (?:critically )?low\b/i.test(message);
  const isBad = isLow || severity === "ERROR" || BAD.test(about) || FAILS.test(message);
  return {
    title: `${kind} ${name ?? resource ?? ""}: ${message}`.replace(/\s+/g, " "),
    word: wordOf(categories, isLow ? "LOW" : isBad ? "FAILED" : undefined),
    severity,
    mood: isBad ? "bad" : WARNING.test(about) && !isGood ? "warning" : isGood ? "good" : "info",
    text: message,
    resources: [resource],
    facts: [
      ["Categories", about],
      ["Event", event],
    ],
    page: region === "" ? undefined : pageOf(kind, name, region),
    region,
    at,
  };
}

/** A category such as "notification" or "management" says less than the outcome. */
function wordOf(categories: readonly string[], outcome: string | undefined): string | undefined {
  const [first] = categories;
  return outcome !== undefined && /^(?:notification|management|monitoring|configuration)/i.test(first ?? "")
    ? outcome
    : (first ?? outcome);
}

/** Instances and clusters have pages of their own; of the rest there is a list. */
function pageOf(kind: string, name: string | undefined, region: string): string {
  const console = /^Neptune/.test(kind) ? "neptune" : /^DocumentDB/.test(kind) ? "docdb" : "rds";
  const home = `${console}/home?region=${region}`;
  if (/proxy/i.test(kind)) return `${home}#proxy:id=${encoded(name)}`;
  if (/snapshot/i.test(kind)) return `${home}#snapshots-list:`;
  if (!/instance|cluster$/i.test(kind)) return `${home}#databases:`;
  if (console === "docdb") return `${home}#clusters`;
  return `${home}#database:id=${encoded(name)};is-cluster=${/cluster/i.test(kind)}`;
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ["db-instance", "RDS DB instance"],
  ["db-cluster", "RDS DB cluster"],
  ["db-snapshot", "RDS DB snapshot"],
  ["db-security-group", "RDS security group"],
  ["db-parameter-group", "RDS parameter group"],
  ["cluster", "Redshift cluster"],
  ["replication-instance", "DMS replication instance"],
  ["replication-task", "DMS replication task"],
]);

function wordsOf(source: string): string {
  return KINDS.get(source) ?? source;
}
