import { z } from "zod";

/** `https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-…` */
const MANAGED = /^aps-workspaces\.([a-z\d-]+)\.amazonaws\.com(?:\.cn)?$/;

/** The address of a server, with user and password in it where it needs them. */
const address = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "") return url;
  context.addIssue("is not an address such as http://127.0.0.1:9090");
  return z.NEVER;
});

/** The settings of Prometheus as a source. */
export const prometheusSettings = z.object({
  PROMETHEUS: address.optional(),
  PROMETHEUS_TOKEN: z.string().min(1).optional(),
  PROMETHEUS_REGION: z
    .string()
    .regex(/^[a-z]{2,}(?:-[a-z]+)+-\d$/, "is not a Region such as eu-west-1")
    .optional(),
});

/** The Region in which requests to Amazon Managed Service for Prometheus are signed; undefined for other servers. */
export function regionOf({ hostname }: URL, set: string | undefined): string | undefined {
  return set ?? MANAGED.exec(hostname)?.[1];
}
