import { z } from "zod";

/** How bad it is for the customer, the worst first: a route or a person says so. */
export const SEVERITIES = ["SEV1", "SEV2", "SEV3", "SEV4"] as const;

export const severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof severity>;

/** The worst of several severities; undefined where none is told. */
export function worst(all: readonly (Severity | undefined)[]): Severity | undefined {
  return SEVERITIES.find((each) => all.includes(each));
}
