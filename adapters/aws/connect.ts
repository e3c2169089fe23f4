import type { Config } from "../../src/config.ts";
import type { Aws } from "./aws.ts";

/** The start waits no longer for AWS to say whose the credentials are. */
const ASK_MS = 10_000;

/** AWS, where its credentials are found. Loaded only then; asking costs a second on a machine that has none. */
export async function connectAws(config: Config, now: () => Date): Promise<Aws | undefined> {
  if (config.TELEMETRY === "playground") return undefined;
  const { hasCredentials } = await import("./credentials.ts");
  if (config.TELEMETRY === "auto" && !(await hasCredentials())) return undefined;
  const [{ createAws }, { ownAccount }] = await Promise.all([import("./aws.ts"), import("./identity.ts")]);
  const account = await ownAccount(config.AWS_REGION, config.AWS_ENDPOINT_URL, AbortSignal.timeout(ASK_MS));
  return createAws({ ...awsSettingsOf(config, account), now });
}

/** What the settings say of AWS, as its adapter takes it. `account`: Gumshoe's own, where AWS told it. */
function awsSettingsOf(config: Config, account: string | undefined) {
  const { PUBLIC_URL: page } = config;
  return {
    account,
    region: config.AWS_REGION,
    endpoint: config.AWS_ENDPOINT_URL,
    accounts: config.ACCOUNTS,
    athena: { workgroup: config.ATHENA_WORKGROUP, database: config.ATHENA_DATABASE },
    limits: { calls: config.INVESTIGATION_CALLS, dollars: config.INVESTIGATION_DOLLARS },
    queryDollars: config.QUERY_DOLLARS,
    sns: { endpoint: page && `${page}/sns`, deadLetterQueue: config.SNS_DEAD_LETTER_QUEUE },
  };
}
