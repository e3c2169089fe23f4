import { z } from "zod";
import { guardrailsOf } from "../access/guardrails.ts";
import { operatorsOf } from "../access/operators.ts";
import type { RoleHolders } from "../access/roles.ts";
import { verbs } from "../command/verbs.ts";
import { reportTemplate } from "../record/report/report.ts";
import { digestSetting } from "./digest-setting.ts";
import { onCallSetting } from "./on-call-setting.ts";
import { packsFolder } from "./packs-folder.ts";
import { wrongReceivers } from "./page-receivers.ts";
import { routesFile } from "./routes-file.ts";
import { runbooksFolder } from "./runbooks-folder.ts";
import { accounts, days, loopback, port, span, spanOrOff, topicArn, topicArns, zone } from "./setting-values.ts";
import type { Configured } from "./settings.ts";

/** Settings that belong to no adapter, with their defaults; adapters bring their own. docs/settings.md describes them all. */
const settings = z.object({
  /** The port of the HTTP server. */
  PORT: port.default(3000),
  /** The address of the HTTP server. The playground refuses other addresses than loopback unless this is set. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** The folder of the SQLite file. */
  DATA_DIR: z.string().min(1).default("data"),
  /** A DynamoDB table instead of the SQLite file. */
  TABLE_NAME: z
    .string()
    .regex(/^[\w.-]{3,255}$/, "is not a table name")
    .optional(),
  /** SNS topics that are accepted, ARNs separated by commas. */
  SNS_TOPICS: topicArns.default(new Set()),
  /** Topics whose alarms wait for the Investigate button. */
  SNS_TOPICS_MANUAL: topicArns.default(new Set()),
  /** A topic that is told what investigations find, as JSON. */
  FINDINGS_TOPIC: topicArn.optional(),
  /** The token with which Prometheus reads `/metrics`; without it there is none. */
  METRICS_TOKEN: z.string().min(16, "needs at least 16 characters").optional(),
  /** The namespace of the metric that tells CloudWatch each minute that Gumshoe lives. */
  HEARTBEAT_NAMESPACE: z
    .string()
    .regex(/^Gumshoe[\w./#:-]{0,200}$/, "is not a namespace that begins with Gumshoe")
    .optional(),
  /** The time after which a recovered investigation closes itself. */
  AUTO_CLOSE: span.default(86_400_000),
  /** Whether changes in AWS wait for a second person. */
  TWO_PERSONS: z.literal("on", "is on, or is not set").optional(),
  /** Days after which a closed investigation is deleted as a whole; without it none is. */
  RETENTION_DAYS: days.optional(),
  /** The time after which it is said again that an alarm fires and nobody acknowledged it; off: never. */
  REPEAT_INTERVAL: spanOrOff.default(3_600_000),
  /** The time after which whoever acknowledged an alarm is reminded that it still fires; off: never. */
  ACK_REMINDER: spanOrOff.default(14_400_000),
  /** A YAML file that says who is on call, and who is paged when nobody acknowledges. */
  ON_CALL: onCallSetting.optional(),
  /** A folder with packs of one's own, one a file. */
  PACKS: packsFolder.default([]),
  /** A folder of runbooks in Markdown. */
  RUNBOOKS: runbooksFolder.default([]),
  /** The sections of reports, and their order: Gumshoe's own, or those of a Correction of Error. */
  REPORT_TEMPLATE: reportTemplate.default("report"),
  /** The external address of the page; Teams loads charts from there. */
  PUBLIC_URL: z
    .string()
    .regex(/^https:\/\/[\w.:-]+\/?$/, "is not an address such as https://gumshoe.example.com")
    .transform((url) => url.replace(/\/$/, ""))
    .optional(),
  /** Another AWS endpoint on loopback: moto, LocalStack, DynamoDB Local. */
  AWS_ENDPOINT_URL: loopback.optional(),
  /** The lowest level that is logged: debug, info, warn, error. */
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("warn"),
  /** A DynamoDB endpoint on loopback, if it differs from AWS_ENDPOINT_URL: DynamoDB Local. */
  DYNAMODB_ENDPOINT: loopback.optional(),
  AWS_REGION: z.string().default("us-east-1"),
  /** The source of investigations: AWS if there are credentials, else the playground; or always one of them. */
  TELEMETRY: z.enum(["auto", "aws", "playground"]).default("auto"),
  /** Further accounts by name: a role to assume, or the id of an account that shares its telemetry with this one. */
  ACCOUNTS: accounts.default({}),
  /** The zone of charts and files, IANA; cards show each reader's own. */
  TIME_ZONE: zone.default("UTC"),
});

function settingsWith(adapters: readonly Configured[]) {
  const forms = adapters.flatMap(({ operators = [] }) => operators);
  const channels = adapters.flatMap((adapter) => adapter.channels ?? []);
  return settings.extend({
    /** Who is answered, and sees the page behind its login: people, channels and groups; whoever sees an investigation where it is not set. */
    VIEWERS: operatorsOf(forms).optional(),
    /** Who may decide, note and begin investigations; whoever is answered where it is not set. */
    RESPONDERS: operatorsOf(forms).optional(),
    /** Who may search logs and run SQL: people, channels and groups, or * for everybody. */
    OPERATORS: operatorsOf(forms).default(new Set()),
    /** Who may change AWS and Gumshoe itself; operators where it is not set. */
    ADMINS: operatorsOf(forms).optional(),
    /** Which accounts, Regions and verbs a channel may use, in JSON. */
    GUARDRAILS: guardrailsOf(Object.keys(verbs)).default({}),
    /** A YAML file that says where notifications go. */
    ROUTES: routesFile(channels).optional(),
    /** The channel, the weekday and the time of the weekly digest. */
    DIGEST: digestSetting(channels).optional(),
  });
}

/** The settings as read at the start. */
export type Config = z.infer<ReturnType<typeof settingsWith>> & {
  /** Returns the settings of an adapter, by their schema. */
  read<Schema extends z.ZodType>(schema: Schema): z.output<Schema>;
};

/** Who has which role. */
export function holdersOf({ VIEWERS, RESPONDERS, OPERATORS, ADMINS }: Config): RoleHolders {
  return { viewer: VIEWERS, responder: RESPONDERS, operator: OPERATORS, admin: ADMINS };
}

/** All that the settings of roles name, of every role. */
export function holdersNamed(config: Config): readonly string[] {
  return Object.values(holdersOf(config)).flatMap((named) => [...(named ?? [])]);
}

/** The id of an account given by name or id, undefined for Gumshoe's own; and the Region. */
export function placeOf(
  { ACCOUNTS, AWS_REGION }: Config,
  {
    account: named,
    region = AWS_REGION,
  }: { readonly account?: string | undefined; readonly region?: string | undefined },
): { readonly account: string | undefined; readonly region: string } {
  const account = named !== undefined && Object.hasOwn(ACCOUNTS, named) ? ACCOUNTS[named] : undefined;
  const id = account?.type === "role" ? account.roleArn.split(":")[4] : account?.id;
  return { account: id ?? (/^\d{12}$/.test(named ?? "") ? named : undefined), region };
}

/** All problems of the settings at once. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** What is published on a topic of SNS_TOPICS would come back as a notification. */
function heardAgain(
  read: Pick<Config, "FINDINGS_TOPIC" | "SNS_TOPICS" | "SNS_TOPICS_MANUAL"> | undefined,
): readonly string[] {
  if (read?.FINDINGS_TOPIC === undefined) return [];
  const { FINDINGS_TOPIC: topic, SNS_TOPICS, SNS_TOPICS_MANUAL } = read;
  if (!SNS_TOPICS.has(topic) && !SNS_TOPICS_MANUAL.has(topic)) return [];
  return [`FINDINGS_TOPIC is ${topic}, which SNS_TOPICS delivers back: use another topic`];
}

/** Reads the environment once, with the settings of these adapters, and reports all problems at once. An empty value counts as not set. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  adapters: readonly Configured[] = [],
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = settingsWith(adapters).safeParse(given);
  const own = adapters.flatMap((adapter) => adapter.settings ?? []);
  const wrong = [parsed, ...own.map(({ schema }) => schema.safeParse(given))].flatMap(({ error }) =>
    (error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`),
  );
  const missing = own.flatMap((each) => each.missing?.((name) => given[name] !== undefined) ?? []);
  const receivers = parsed.success ? wrongReceivers(parsed.data.ON_CALL, parsed.data.ROUTES) : [];
  const lines = [...wrong, ...missing, ...receivers, ...heardAgain(parsed.data)].map((line) => `  - ${line}`);
  if (parsed.success && lines.length === 0) return { ...parsed.data, read: (schema) => schema.parse(given) };
  throw new ConfigError(`Cannot start:\n${lines.join("\n")}`);
}
