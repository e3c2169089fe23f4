import { z } from "zod";
import { withoutEnd } from "../../card/number.ts";
import type { Change } from "../../findings/change.ts";
import { parametersOf, plainAction } from "./call-parameters.ts";

/** The actor, if it is unknown. */
export const SOMEBODY = "somebody";

/** Routine calls of services, and logins, which are never a cause. */
const NOISE =
  /^(Describe|List|Get|Lookup|Head|AssumeRole|ConsoleLogin|CreateLogStream|UpdateInstanceInformation|PutInventory|RegisterContainerInstance|SubmitTaskStateChange|DiscoverPollEndpoint|SharedSnapshot\w*|Decrypt|GenerateDataKey)/;
const DETAILS = 12;

/** A CloudTrail record, the same in its history and in EventBridge. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export const cloudTrailRecord = z.object({
  userIdentity: z
    .object({ arn: z.string().optional(), type: z.string().optional(), invokedBy: z.string().optional() })
    .optional(),
  requestParameters: z.record(z.string(), z.unknown()).nullish(),
  responseElements: z.unknown().optional(),
  errorCode: z.string().optional(),
  readOnly: z.boolean().optional(),
});
type CloudTrailRecord = z.infer<typeof cloudTrailRecord>;

/** The change of a successful write; undefined for reads, failures and routine calls of services. `at` in epoch seconds. */
export function writeOf(
  record: CloudTrailRecord,
  told: {
    readonly id: string;
    readonly action: string;
    readonly at: number;
    readonly resources: readonly string[];
    readonly username?: string;
  },
): Change | undefined {
  if (NOISE.test(told.action) || record.readOnly === true || record.errorCode !== undefined) return undefined;
  const parameters = Object.entries(record.requestParameters ?? {});
  const detail = parameters
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .slice(0, DETAILS);
  const named = detail.filter(([name]) => /(name|arn|id|service|function|table|queue|cluster)$/i.test(name));
  const call = { request: record.requestParameters, response: record.responseElements };
  const exact = parametersOf(plainAction(told.action), call);
  return {
    id: told.id,
    at: told.at,
    action: told.action,
    actor: actorOf(record.userIdentity, told.username ?? ""),
    resources: [...new Set([...told.resources, ...named.map(([, value]) => String(value))])],
    detail: Object.fromEntries(detail.map(([name, value]) => [name, withoutEnd(String(value), 200)])),
    ...(Object.keys(exact).length > 0 && { parameters: exact }),
  };
}

/** `role/deploy (session)` for an assumed role, `user/ana` for a user. */
function actorOf(identity: CloudTrailRecord["userIdentity"], username: string): string {
  const { arn = "", invokedBy } = identity ?? {};
  return actorOfArn(arn) ?? invokedBy ?? (username || SOMEBODY);
}

/** The same from an ARN; undefined if it is not one of a user or a role. */
export function actorOfArn(arn: string): string | undefined {
  const [, kind, name, session] = /:(assumed-role|user|role)\/([^/]+)(?:\/(.+))?$/.exec(arn) ?? [];
  if (name === undefined) return undefined;
  if (kind === "user") return `user/${name}`;
  return session === undefined ? `role/${name}` : `role/${name} (${session})`;
}
