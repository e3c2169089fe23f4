import { Sha256 } from "@aws-crypto/sha256-js";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { messageOf, NotSeen } from "../../../src/errors.ts";
import { defaultCredentials } from "../account/credentials.ts";

/** How a service knows its caller. */
export type Authorization =
  | { readonly type: "none" }
  | { readonly type: "header"; readonly value: string }
  /** AWS's Signature Version 4; with the SDK's default credentials where none are given. */
  | { readonly type: "signed"; readonly service: string; readonly region: string; readonly credentials?: Credentials };
type Credentials = ReturnType<typeof defaultCredentials>;

/** The user and password in an address; undefined without. */
export function basicOf({ username, password }: URL): Authorization | undefined {
  if (username === "") return undefined;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { type: "header", value: `Basic ${Buffer.from(pair).toString("base64")}` };
}

/** A service that answers in JSON over HTTP and has no client of its own. */
export interface JsonService {
  /** In messages: "Prometheus". */
  readonly name: string;
  /** Without user and password. */
  readonly url: string;
  readonly authorization: Authorization;
  /** What to do if it refuses the caller. */
  readonly refused?: string;
}

/** One request: GET without a body, else POST. */
export interface JsonRequest {
  /** Behind the service's own path. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: { readonly type: string; readonly text: string };
  /** Signed with the others: `x-amz-target`. */
  readonly headers?: Readonly<Record<string, string>>;
}

const CALL_MS = 10_000;
const LONGEST_ANSWER = 16_000_000;

/** An answer, whatever its status: services say in their own words what they do not take. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The same for a service that answers in another format. */
export interface TextAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends a request like {@link askText}. Throws {@link NotSeen}, too, if the answer is something else than JSON. */
export async function askJson(service: JsonService, request: JsonRequest, signal: AbortSignal): Promise<JsonAnswer> {
  const { status, text } = await askText(service, request, signal);
  try {
    return { status, body: JSON.parse(text) };
  } catch (error) {
    throw new NotSeen(`${service.name} gave no answer in JSON (HTTP ${status})`, {
      remedy: "check its address",
      cause: error,
    });
  }
}

/** Sends a request. Throws {@link NotSeen} with a remedy if the service is not reached, refuses the caller, or is busy. */
export async function askText(service: JsonService, request: JsonRequest, signal: AbortSignal): Promise<TextAnswer> {
  const { name, refused = "check Gumshoe's credentials and rights there" } = service;
  signal.throwIfAborted();
  const over = AbortSignal.timeout(CALL_MS);
  const given = AbortSignal.any([signal, over]);
  const response = await send(service, request, given).catch((error: unknown) => {
    signal.throwIfAborted();
    const reason = over.aborted ? `${name} did not answer in ${CALL_MS / 1000} s` : `${name} is not reached`;
    throw new NotSeen(reason, {
      remedy: `check its address, and the network between Gumshoe and ${name}`,
      cause: error,
    });
  });
  const { status } = response;
  if (status === 401 || status === 403) {
    throw new NotSeen(`${name} does not allow it`, { remedy: refused });
  }
  if (status === 429 || status === 503) {
    throw new NotSeen(`${name} is busy`, { remedy: "look again in a minute, or ask for less" });
  }
  if (status >= 300 && status < 400) {
    throw new NotSeen(`${name} answers from another address`, { remedy: "set its final address" });
  }
  return { status, text: await textOf(response, name, signal) };
}

async function send(
  { url, authorization }: JsonService,
  { path, query = {}, body, headers: more = {} }: JsonRequest,
  signal: AbortSignal,
) {
  const base = new URL(url);
  const request = new HttpRequest({
    method: body ? "POST" : "GET",
    protocol: base.protocol,
    hostname: base.hostname,
    ...(base.port !== "" && { port: Number(base.port) }),
    path: `${base.pathname.replace(/\/$/, "")}${path}`,
    query: { ...query },
    headers: {
      host: base.host,
      accept: "application/json",
      ...(body && { "content-type": body.type }),
      ...more,
      ...(authorization.type === "header" && { authorization: authorization.value }),
    },
    ...(body && { body: body.text }),
  });
  const { headers } = authorization.type === "signed" ? await signed(request, authorization) : request;
  const asked = new URLSearchParams(query).toString();
  const { host: _, ...sent } = headers;
  return fetch(`${base.origin}${request.path}${asked === "" ? "" : `?${asked}`}`, {
    method: request.method,
    headers: sent,
    redirect: "manual",
    signal,
    ...(body && { body: body.text }),
  });
}

async function signed(
  request: HttpRequest,
  { service, region, credentials = defaultCredentials() }: Extract<Authorization, { type: "signed" }>,
): Promise<{ readonly headers: Record<string, string> }> {
  const signer = new SignatureV4({ service, region, sha256: Sha256, credentials });
  return signer.sign(request);
}

/** The text of an answer; refuses more than is reasonable before it fills the memory. */
async function textOf(response: Response, name: string, signal: AbortSignal): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body ?? []) {
      size += part.length;
      if (size > LONGEST_ANSWER) throw new NotSeen(`the answer of ${name} is too long`, { remedy: "ask for less" });
      parts.push(part);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof NotSeen) throw error;
    throw new NotSeen(`the answer of ${name} broke off: ${messageOf(error)}`, { remedy: "look again", cause: error });
  }
  return Buffer.concat(parts).toString();
}
