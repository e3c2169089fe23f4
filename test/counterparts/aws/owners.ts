import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import type { AwsContent } from "./server.ts";

/** The account that the counterpart is. */
export const OWN_ACCOUNT = "123456789012";

/** What an account knows: the counterpart's own, or one that shares its telemetry with it. */
export function telemetryOf({ telemetry, shared = {} }: AwsContent, account = OWN_ACCOUNT): Telemetry | undefined {
  return account === OWN_ACCOUNT ? telemetry : shared[account];
}

/** Its own account and those that share with it. */
export function accountsOf({ shared = {} }: AwsContent): readonly string[] {
  return [OWN_ACCOUNT, ...Object.keys(shared)];
}
