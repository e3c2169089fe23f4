/** SNS's own hosts, exactly: `sns.<region>.amazonaws.com`, in China with `.cn`. */
const HOST = /^sns\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/;
const CERTIFICATE_PATH = /^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/;

/** A URL on SNS's own host in the topic's Region, else undefined. Checked before anything is fetched. */
function onSns(url: string, topicArn: string): URL | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  const region = HOST.exec(parsed.hostname)?.[1];
  const plain = parsed.protocol === "https:" && parsed.port === "" && parsed.username === "" && parsed.password === "";
  return plain && region !== undefined && region === topicArn.split(":")[3] ? parsed : undefined;
}

/** The URL of a signing certificate, if SNS itself serves it. */
export function certificateUrl(url: string, topicArn: string): URL | undefined {
  const parsed = onSns(url, topicArn);
  const exact = parsed && parsed.search === "" && parsed.hash === "" && CERTIFICATE_PATH.test(parsed.pathname);
  return exact ? parsed : undefined;
}

/** The URL that confirms a subscription, if SNS itself serves it and it is for this topic. */
export function subscribeUrl(url: string, topicArn: string): URL | undefined {
  const parsed = onSns(url, topicArn);
  const query = parsed?.searchParams;
  const confirms = query?.get("Action") === "ConfirmSubscription" && query.get("TopicArn") === topicArn;
  return confirms && parsed?.pathname === "/" ? parsed : undefined;
}

/** The URL to fetch, and the headers of the request. */
export interface FetchTarget {
  readonly href: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * With another AWS on loopback the same path is fetched there; all other checks stay the same. One port serves all services there, so
 * the credential scope of the request names SNS and its Region; it carries no credentials.
 */
export function whereToFetch(url: URL, endpoint: string | undefined): FetchTarget {
  if (endpoint === undefined) return { href: url.href, headers: {} };
  const region = HOST.exec(url.hostname)?.[1];
  const scope = `AWS4-HMAC-SHA256 Credential=none/20000101/${region}/sns/aws4_request, SignedHeaders=host, Signature=none`;
  return { href: new URL(`${url.pathname}${url.search}`, endpoint).href, headers: { authorization: scope } };
}
