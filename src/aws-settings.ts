import type { Config } from "./config.ts";

/** What the settings say of AWS, as its adapter takes it. `account`: Gumshoe's own, where AWS told it. */
export function awsSettingsOf(config: Config, account: string | undefined) {
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
