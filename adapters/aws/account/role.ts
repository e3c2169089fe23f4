import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsConnection } from "../call/connection.ts";

/** The credentials of a role in another account. */
export function assume(
  roleArn: string,
  region: string,
  endpoint: string | undefined,
): NonNullable<AwsConnection["credentials"]> {
  return fromTemporaryCredentials({
    params: { RoleArn: roleArn, RoleSessionName: "gumshoe" },
    clientConfig: { region, ...(endpoint !== undefined && { endpoint }) },
  });
}
