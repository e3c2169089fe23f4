import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { createConnection } from "./connection.ts";

/** The account that the credentials belong to; undefined where AWS does not say. Needs no permission. */
export async function ownAccount(region: string, endpoint: string | undefined): Promise<string | undefined> {
  const client = new STSClient(createConnection({ region, ...(endpoint !== undefined && { endpoint }) }));
  return client.send(new GetCallerIdentityCommand({})).then(
    ({ Account }) => Account,
    () => undefined,
  );
}
