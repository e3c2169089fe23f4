/** One call of an AWS API that Gumshoe makes. The IAM policy is generated from these. */
export interface Operation {
  /** The IAM action: `cloudwatch:GetMetricData`. */
  readonly action: string;
  /** Why Gumshoe needs it; stands in the policy's documentation. */
  readonly reason: string;
  /** ARNs that the action can be narrowed to; `*` where AWS knows no narrower. */
  readonly resources?: readonly string[];
  /** Conditions of IAM under which it is needed: operator → key → value. */
  readonly when?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** More actions that AWS checks when this call is made. */
  readonly also?: readonly Omit<Operation, "also">[];
}
