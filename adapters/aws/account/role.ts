import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsConnection } from "../call/connection.ts";
import type { Account } from "./accounts.ts";

/** The credentials of a role in another account. */
export function assume(
  { roleArn, externalId }: Extract<Account, { type: "role" }>,
  region: string,
  endpoint: string | undefined,
): NonNullable<AwsConnection["credentials"]> {
  return fromTemporaryCredentials({
    params: {
      RoleArn: roleArn,
      RoleSessionName: "gumshoe",
      ...(externalId !== undefined && { ExternalId: externalId }),
    },
    clientConfig: { region, ...(endpoint !== undefined && { endpoint }) },
  });
}
