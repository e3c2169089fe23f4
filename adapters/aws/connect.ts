import type { Log } from "../../src/log/log.ts";
import type { Config } from "../../src/process/config.ts";
import type { Aws } from "./aws.ts";
import { awsSettings } from "./settings.ts";

/** The longest that the start waits for the account of the credentials. */
const ASK_MS = 10_000;
/** Pause before AWS is asked again for the account: without it, alarms of other accounts are taken for alarms of this one. */
const ASK_AGAIN_MS = 30_000;

/** Connects AWS if there are credentials. The SDK is loaded only then; on a machine without credentials the check takes a second. */
export async function connectAws(config: Config, now: () => Date, log: Log): Promise<Aws | undefined> {
  const { hasCredentials } = await import("./account/credentials.ts");
  if (config.TELEMETRY === "auto" && !(await hasCredentials())) return undefined;
  const [{ createAws }, { ownAccount }] = await Promise.all([import("./aws.ts"), import("./account/identity.ts")]);
  let account: string | undefined;
  const ask = async (): Promise<void> => {
    account = await ownAccount(config.AWS_REGION, config.AWS_ENDPOINT_URL, AbortSignal.timeout(ASK_MS));
    if (account === undefined) setTimeout(() => void ask(), ASK_AGAIN_MS).unref();
  };
  await ask();
  return createAws({
    ...awsSettingsOf(config),
    get account() {
      return account;
    },
    now,
    log,
  });
}

/** Converts the configuration to the settings of the AWS adapter. */
function awsSettingsOf(config: Config) {
  const { PUBLIC_URL: page } = config;
  const own = config.read(awsSettings);
  return {
    region: config.AWS_REGION,
    endpoint: config.AWS_ENDPOINT_URL,
    accounts: config.ACCOUNTS,
    athena: { workgroup: own.ATHENA_WORKGROUP, database: own.ATHENA_DATABASE },
    limits: { calls: own.INVESTIGATION_CALLS, dollars: own.INVESTIGATION_DOLLARS },
    tags: own.ALARM_TAGS,
    queryDollars: own.QUERY_DOLLARS,
    sns: { endpoint: page && `${page}/sns`, deadLetterQueue: own.SNS_DEAD_LETTER_QUEUE },
  };
}
