import { request as plainRequest } from "node:http";
import type { RequestOptions } from "node:https";
import { request } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { messageOf, NotSeen, Retryable } from "../../src/errors.ts";

/** Reads the API of one cluster. It knows no other method than GET. */
export interface Api {
  /** The body of an answer, at most so many bytes of it if `most` is given. */
  get(path: string, signal: AbortSignal, most?: number): Promise<string>;
}

/** No outgoing call may take longer. */
const TIMEOUT_MS = 10_000;
/** A page of 500 objects is far below. */
const MOST_BYTES = 32 * 2 ** 20;

/** The API of a kubeconfig's context; `token` replaces the user's own way to authenticate. */
export function createApi(config: KubeConfig, token?: () => Promise<string>): Api {
  const server = config.getCurrentCluster()?.server ?? "";
  return {
    async get(path, signal, most = MOST_BYTES) {
      signal.throwIfAborted();
      const options: RequestOptions = { headers: { accept: "application/json, text/plain" } };
      if (token)
        options.ca = config.getCurrentCluster()?.caData
          ? Buffer.from(config.getCurrentCluster()?.caData ?? "", "base64")
          : undefined;
      else await config.applyToHTTPSOptions(options);
      const authorized = token ? { ...options.headers, authorization: `Bearer ${await token()}` } : options.headers;
      const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
      return send(new URL(server.replace(/\/$/, "") + path), { ...options, headers: authorized, signal: limit }, most);
    },
  };
}

function send(url: URL, options: RequestOptions, most: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const begin = url.protocol === "http:" ? plainRequest : request;
    const asked = begin(url, options, (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > most) asked.destroy(new NotSeen(`the answer to ${url.pathname} is larger than ${most} bytes`));
        else chunks.push(chunk);
      });
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (answer.statusCode === 200) resolve(text);
        else reject(refusal(answer.statusCode ?? 0, url.pathname, text));
      });
      answer.on("error", reject);
    });
    asked.on("error", (error) =>
      reject(
        error instanceof NotSeen
          ? error
          : new Retryable(`the cluster does not answer: ${messageOf(error)}`, { cause: error }),
      ),
    );
    asked.end();
  });
}

/** An answer other than 200, with the remedy of whoever may give rights. */
function refusal(status: number, path: string, text: string): Error {
  const said = /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1]?.slice(0, 300) ?? `${path} answers ${status}`;
  if (status === 401) {
    return new NotSeen(`the cluster does not know who asks: ${said}`, {
      remedy: "add an access entry for the role of Gumshoe (docs/kubernetes.md)",
    });
  }
  if (status === 403) {
    return new NotSeen(said, {
      remedy: "give the role of Gumshoe the access policy AmazonEKSViewPolicy (docs/kubernetes.md)",
    });
  }
  if (status === 404) return new NotSeen(`the cluster has no ${path}`);
  return status === 429 || status >= 500 ? new Retryable(said) : new NotSeen(said);
}
