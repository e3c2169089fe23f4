import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { createConnection } from "../call/connection.ts";

/** The account that the credentials belong to; undefined if AWS does not answer before `signal` aborts. Needs no permission. */
export async function ownAccount(
  region: string,
  endpoint: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const client = new STSClient(createConnection({ region, ...(endpoint !== undefined && { endpoint }) }));
  return client.send(new GetCallerIdentityCommand({}), { abortSignal: signal }).then(
    ({ Account }) => Account,
    () => undefined,
  );
}
