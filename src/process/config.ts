import { z } from "zod";
import { operators } from "../access/operators.ts";
import { accounts, amount, loopback, port, queue, span, topics, zone } from "./setting-values.ts";

/** Every setting, its default, and what it is for. docs/settings.md says the same in sentences. */
const settings = z.object({
  /** The one port that everything listens on. */
  PORT: port.default(3000),
  /** Where it listens. The playground refuses every address but loopback unless this names it. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Where the embedded store keeps its files. */
  DATA_DIR: z.string().min(1).default("data"),
  /** A real DynamoDB table instead of the embedded one. */
  TABLE_NAME: z
    .string()
    .regex(/^[\w.-]{3,255}$/, "is not a table name")
    .optional(),
  /** SNS topics that may speak, ARNs separated by commas. */
  SNS_TOPICS: topics.default(new Set()),
  /** Topics whose alarms wait for the Investigate button. */
  SNS_TOPICS_MANUAL: topics.default(new Set()),
  /** Signs what is posted to /changes; without it nothing is taken there. */
  CHANGES_SECRET: z.string().min(16, "needs at least 16 characters").optional(),
  /** A queue for what SNS could not deliver, by its ARN; used by the subscribe command. */
  SNS_DEAD_LETTER_QUEUE: queue.optional(),
  /** Quiet time after which a recovered investigation closes itself. */
  AUTO_CLOSE: span.default(86_400_000),
  /** Where the page is reached from outside; pictures of Teams are fetched there. */
  PUBLIC_URL: z
    .string()
    .regex(/^https:\/\/[\w.:-]+\/?$/, "is not an address such as https://gumshoe.example.com")
    .transform((url) => url.replace(/\/$/, ""))
    .optional(),
  /** Signs links to investigation pages; without it a new one is drawn at each start. */
  LINK_SECRET: z.string().min(16, "needs at least 16 characters").optional(),
  /** Another AWS on loopback: moto, LocalStack, DynamoDB Local. */
  AWS_ENDPOINT_URL: loopback.optional(),
  /** How much is logged: debug, info, warn, error. */
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("warn"),
  /** Another DynamoDB on loopback than AWS_ENDPOINT_URL names: DynamoDB Local. */
  DYNAMODB_ENDPOINT: loopback.optional(),
  AWS_REGION: z.string().default("us-east-1"),
  /** Where investigations look: AWS where there are credentials, else the playground; or one of them always. */
  TELEMETRY: z.enum(["auto", "aws", "playground"]).default("auto"),
  /** More accounts by name: a role to assume, or the id of one that shares its telemetry with this one. */
  ACCOUNTS: accounts.default({}),
  /** Who may search logs and type SQL: people, channels and groups, or * for everybody. */
  OPERATORS: operators.default(new Set()),
  /** What one investigation or question may take: calls of AWS, and dollars. */
  INVESTIGATION_CALLS: amount.default(400),
  INVESTIGATION_DOLLARS: amount.default(0.5),
  /** What one search of logs, or one query of Athena, may cost, in dollars. */
  QUERY_DOLLARS: amount.default(0.25),
  ATHENA_WORKGROUP: z.string().default("primary"),
  ATHENA_DATABASE: z.string().optional(),
  /** The zone of pictures and files, IANA; cards show each reader's own. */
  TIME_ZONE: zone.default("UTC"),
  /** The bot's token in a Slack workspace; its presence switches Slack on. */
  SLACK_BOT_TOKEN: z.string().startsWith("xoxb-", "is not a bot token: it begins with xoxb-").optional(),
  /** Slack signs its requests with it. */
  SLACK_SIGNING_SECRET: z.string().optional(),
  /** An app-level token; its presence chooses Socket Mode. */
  SLACK_APP_TOKEN: z.string().startsWith("xapp-", "is not an app-level token: it begins with xapp-").optional(),
  /** Where alarms go in Slack. */
  SLACK_CHANNEL: z
    .string()
    .regex(
      /^[CGD][A-Z0-9_]+$/,
      "is not a channel's id such as C0123456789: it stands at the end of the channel's details",
    )
    .optional(),
  /** The emoji whose reaction adds a message to the timeline. */
  SLACK_TIMELINE_EMOJI: z
    .string()
    .regex(/^[a-z0-9_+'-]+$/, "is not an emoji's name such as pushpin")
    .default("pushpin"),
  /** Another Slack Web API on loopback, for tests. */
  SLACK_API_URL: loopback.optional(),
  /** The bot's app id in Azure; without it only this machine is served. */
  TEAMS_APP_ID: z.guid("is not an app id: copy it from the bot's registration").optional(),
  TEAMS_APP_PASSWORD: z.string().optional(),
  /** Instead of the password: a file with the app's certificate and its private key, in PEM. */
  TEAMS_CERTIFICATE: z.string().optional(),
  /** A single-tenant bot's tenant; without it any tenant may install the bot. */
  TEAMS_TENANT_ID: z.guid("is not a tenant id").optional(),
  /** Where alarms go in Teams. */
  TEAMS_CHANNEL: z
    .string()
    .regex(/^[\w%:@.-]{3,200}$/, "is not a channel's id such as 19:…@thread.tacv2: it stands in the channel's link")
    .transform((id) => id.replaceAll("%3A", ":").replaceAll("%3a", ":").replaceAll("%40", "@"))
    .optional(),
  /** Another connector on loopback, for tests. */
  TEAMS_SERVICE_URL: loopback.optional(),
});

export type Config = z.infer<typeof settings>;

/** The id of an account that is named or numbered, undefined for Gumshoe's own; and the Region. */
export function placeOf(
  { ACCOUNTS, AWS_REGION }: Config,
  {
    account: named,
    region = AWS_REGION,
  }: { readonly account?: string | undefined; readonly region?: string | undefined },
): { readonly account: string | undefined; readonly region: string } {
  const known = named !== undefined && Object.hasOwn(ACCOUNTS, named) ? ACCOUNTS[named] : undefined;
  const id = known?.type === "role" ? known.roleArn.split(":")[4] : known?.id;
  return { account: id ?? (/^\d{12}$/.test(named ?? "") ? named : undefined), region };
}

/** What the settings say is wrong, all of it at once. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads the environment once, and names everything that is wrong with it at once. An empty value counts as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = settings.safeParse(given);
  const wrong = parsed.error?.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`) ?? [];
  const lines = [...wrong, ...missing(given)].map((line) => `  - ${line}`);
  if (parsed.success && lines.length === 0) return parsed.data;
  throw new ConfigError(`Cannot start:\n${lines.join("\n")}`);
}

/** Settings that others need. */
function missing(given: Readonly<Record<string, unknown>>): readonly string[] {
  return [...missingOfSlack(given), ...missingOfTeams(given)];
}

function missingOfTeams(given: Readonly<Record<string, unknown>>): readonly string[] {
  const set = (name: string): boolean => given[name] !== undefined;
  const [proof] = ["TEAMS_APP_PASSWORD", "TEAMS_CERTIFICATE"].filter(set);
  if (!set("TEAMS_APP_ID")) return proof === undefined ? [] : [`TEAMS_APP_ID is not set, and ${proof} is`];
  return [
    ...(proof === undefined
      ? ["TEAMS_APP_PASSWORD is not set: create a client secret for the app, or set TEAMS_CERTIFICATE"]
      : []),
    ...(set("TEAMS_CHANNEL") ? [] : ["TEAMS_CHANNEL is not set: alarms need a channel, by its id"]),
  ];
}

function missingOfSlack(given: Readonly<Record<string, unknown>>): readonly string[] {
  const set = (name: string): boolean => given[name] !== undefined;
  const slack = ["SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "SLACK_CHANNEL"].filter(set);
  if (!set("SLACK_BOT_TOKEN")) return slack.length === 0 ? [] : [`SLACK_BOT_TOKEN is not set, and ${slack[0]} is`];
  return [
    ...(set("SLACK_CHANNEL") ? [] : ["SLACK_CHANNEL is not set: alarms need a channel, by its id"]),
    ...(set("SLACK_SIGNING_SECRET") || set("SLACK_APP_TOKEN")
      ? []
      : ["SLACK_SIGNING_SECRET is not set: copy it from the app's page, or set SLACK_APP_TOKEN for Socket Mode"]),
  ];
}
