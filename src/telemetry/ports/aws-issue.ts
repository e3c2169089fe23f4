import { serviceOfCode } from "../../aws-names/aws-services.ts";
import type { Change } from "../../findings/change.ts";

/** The prefix of the ids of AWS Health's changes. */
export const HEALTH = "health:";

/** An issue of AWS Health. Times in epoch seconds. */
export interface AwsIssue {
  /** Its event type: AWS_LAMBDA_OPERATIONAL_ISSUE. */
  readonly type: string;
  /** AWS Health's code of the service: LAMBDA. */
  readonly code: string;
  /** The common name of the service, if it is known: Lambda. */
  readonly service: string | undefined;
  /** Undefined for a service of all Regions. */
  readonly region: string | undefined;
  readonly began: number;
  /** Undefined while it goes on. */
  readonly until: number | undefined;
}

/** The AWS Health issue of a change; undefined for all other changes, and for scheduled changes of AWS. */
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
