import { z } from "zod";
import { guardrailsOf } from "../access/guardrails.ts";
import { type OperatorForm, operatorsOf } from "../access/operators.ts";
import { verbs } from "../command/verbs.ts";
import { accounts, loopback, port, span, topics, zone } from "./setting-values.ts";
import type { Configured } from "./settings.ts";

/**
 * Every setting that belongs to no adapter, its default, and what it is for; adapters bring their own. docs/settings.md describes all
 * of them.
 */
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
  /** Quiet time after which a recovered investigation closes itself. */
  AUTO_CLOSE: span.default(86_400_000),
  /** Where the page is reached from outside; pictures of Teams are fetched there. */
  PUBLIC_URL: z
    .string()
    .regex(/^https:\/\/[\w.:-]+\/?$/, "is not an address such as https://gumshoe.example.com")
    .transform((url) => url.replace(/\/$/, ""))
    .optional(),
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
  /** The zone of pictures and files, IANA; cards show each reader's own. */
  TIME_ZONE: zone.default("UTC"),
});

function settingsWith(forms: readonly OperatorForm[]) {
  return settings.extend({
    /** Who may search logs and type SQL: people, channels and groups, or * for everybody. */
    OPERATORS: operatorsOf(forms).default(new Set()),
    /** Which accounts, Regions and verbs a channel may use, in JSON. */
    GUARDRAILS: guardrailsOf(Object.keys(verbs)).default({}),
  });
}

/** The settings, as they were read at the start. */
export type Config = z.infer<ReturnType<typeof settingsWith>> & {
  /** Returns the settings of an adapter, by their schema. */
  read<Schema extends z.ZodType>(schema: Schema): z.output<Schema>;
};

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

/**
 * Reads the environment once, with the settings of these adapters, and names everything that is wrong with it at once. An empty value
 * counts as not set.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  adapters: readonly Configured[] = [],
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = settingsWith(adapters.flatMap(({ operators = [] }) => operators)).safeParse(given);
  const own = adapters.flatMap((adapter) => adapter.settings ?? []);
  const wrong = [parsed, ...own.map(({ schema }) => schema.safeParse(given))].flatMap(({ error }) =>
    (error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`),
  );
  const missing = own.flatMap((each) => each.missing?.((name) => given[name] !== undefined) ?? []);
  const lines = [...wrong, ...missing].map((line) => `  - ${line}`);
  if (parsed.success && lines.length === 0) return { ...parsed.data, read: (schema) => schema.parse(given) };
  throw new ConfigError(`Cannot start:\n${lines.join("\n")}`);
}
