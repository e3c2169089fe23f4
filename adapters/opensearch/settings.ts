import { z } from "zod";

/** `https://search-shop-abc.eu-west-1.es.amazonaws.com`, `https://abc.eu-west-1.aoss.amazonaws.com` */
const MANAGED = /\.([a-z\d-]+)\.(es|aoss)\.amazonaws\.com(?:\.cn)?$/;

/** The address of a domain, a collection or a cluster, with user and password in it where it needs them. */
const address = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "") return url;
  context.addIssue("is not an address such as https://search-shop.eu-west-1.es.amazonaws.com");
  return z.NEVER;
});

/** The settings of OpenSearch as a source. */
export const openSearchSettings = z.object({
  OPENSEARCH: address.optional(),
  OPENSEARCH_REGION: z
    .string()
    .regex(/^[a-z]{2,}(?:-[a-z]+)+-\d$/, "is not a Region such as eu-west-1")
    .optional(),
});

/** The service and Region for which requests are signed; undefined where they are not. */
export function signedFor(
  { hostname }: URL,
  set: string | undefined,
): { readonly service: string; readonly region: string } | undefined {
  const [, known, service = "es"] = MANAGED.exec(hostname) ?? [];
  const region = set ?? known;
  return region === undefined ? undefined : { service, region };
}
