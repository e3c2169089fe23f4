/** The AWS partition of a Region. */
export interface Partition {
  /** The part after `arn:` in its ARNs. */
  readonly name: string;
  /** The host of its console, without the Region in front. */
  readonly console: string;
}

/**
 * The partitions of China and GovCloud, by the prefix of their Regions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-Beijing.html
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-console.html
 */
const APART: readonly (readonly [prefix: string, Partition])[] = [
  ["cn-", { name: "aws-cn", console: "console.amazonaws.cn" }],
  ["us-gov-", { name: "aws-us-gov", console: "console.amazonaws-us-gov.com" }],
];

const USUAL: Partition = { name: "aws", console: "console.aws.amazon.com" };

/** The partition of a Region, from the Region's name. */
export function partitionOf(region: string): Partition {
  return APART.find(([prefix]) => region.startsWith(prefix))?.[1] ?? USUAL;
}

/** The address of a Region's console, without a path. */
export function consoleOf(region: string): string {
  return `https://${region}.${partitionOf(region).console}`;
}
