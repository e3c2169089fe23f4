/**
 * The newest value in a CloudWatch reason: "… datapoints [41.0 (08/09/23 15:45:00), …] were greater than the threshold (5.0)".
 * Undefined if the sentence lists no datapoints.
 */
export function parseReason(reason: string): number | undefined {
  const [, first] = /\bdatapoints?\s+\[\s*(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*[\s(,\]]/.exec(reason) ?? [];
  const value = Number(first);
  return Number.isFinite(value) ? value : undefined;
}
