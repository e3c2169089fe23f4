/** One call of an AWS API that Gumshoe makes. The IAM policy is generated from these. */
export interface Operation {
  /** The IAM action: `cloudwatch:GetMetricData`. */
  readonly action: string;
  /** Why Gumshoe needs it; shown in the policy's documentation. */
  readonly reason: string;
  /** ARNs that the action is limited to; default `*`, for actions that AWS cannot limit. */
  readonly resources?: readonly string[];
  /** IAM conditions of the permission: operator → key → value. */
  readonly when?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** More actions that AWS checks when this call is made. */
  readonly also?: readonly Omit<Operation, "also">[];
}
