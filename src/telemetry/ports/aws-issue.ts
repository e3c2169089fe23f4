import { serviceOfCode } from "../../aws-names/aws-services.ts";
import type { Change } from "../../findings/change.ts";

/** How the ids of changes begin that AWS Health told of. */
export const HEALTH = "health:";

/** A fault of AWS's own, as AWS Health told of it. Times in epoch seconds. */
export interface AwsIssue {
  /** AWS_LAMBDA_OPERATIONAL_ISSUE. */
  readonly type: string;
  /** As AWS Health writes it: LAMBDA. */
  readonly code: string;
  /** The same as people say it, where it is known here: Lambda. */
  readonly service: string | undefined;
  /** Undefined for a service of all Regions. */
  readonly region: string | undefined;
  readonly began: number;
  /** Undefined while it goes on. */
  readonly until: number | undefined;
}

/** The issue that a change is; undefined for all other changes, and for what AWS has only scheduled. */
export function issueOf({ id, at, action, detail }: Change): AwsIssue | undefined {
  const { category, service: code, region, until } = detail;
  if (!id.startsWith(HEALTH) || category !== "issue" || code === undefined) return undefined;
  return {
    type: action,
    code,
    service: serviceOfCode(code),
    region,
    began: at,
    until: until === undefined ? undefined : Date.parse(until) / 1000,
  };
}
