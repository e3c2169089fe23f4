import { z } from "zod";
import { partitionOf } from "../../../src/aws-names/partition.ts";
import type { AwsConnection } from "./connection.ts";
import { askJson, type JsonRequest } from "./json-service.ts";
import type { Operation } from "./operation.ts";
import type { Session } from "./session.ts";

/** A service of AWS that has no client here, asked by signed requests. */
export interface AwsApi {
  /** Its name in signatures. */
  readonly service: string;
  /** In messages: "Redshift". */
  readonly name: string;
  /** Its host, without the scheme; default `<service>.<region>.amazonaws.com`. */
  readonly host?: (region: string) => string;
}

/** What a service answers instead: AWS's name of the error is in `__type`, behind a `#`. */
const failed = z.looseObject({
  __type: z.string().optional(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/**
 * Operations of a service as calls of a session. The answer is what the schema reads of it; an error of AWS has AWS's name, so that the
 * session knows it.
 */
export function createAwsApi({ region, endpoint, credentials }: AwsConnection, api: AwsApi, session: Session) {
  const domain = partitionOf(region).name === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  const url = endpoint ?? `https://${api.host?.(region) ?? `${api.service}.${region}.${domain}`}`;
  const authorization = { type: "signed", service: api.service, region, ...(credentials && { credentials }) } as const;
  return <Output>(
    operation: Operation,
    schema: z.ZodType<Output>,
  ): ((request: JsonRequest, signal: AbortSignal) => Promise<Output>) => {
    const service = { name: api.name, url, authorization, refused: `allow ${operation.action} to Gumshoe's role` };
    return session.made(operation, async (request: JsonRequest, signal: AbortSignal) => {
      const { status, body } = await askJson(service, request, signal);
      if (status >= 400) throw errorOf(status, body);
      return schema.parse(body);
    });
  };
}

function errorOf(status: number, body: unknown): Error {
  const { __type: type, message, Message } = failed.safeParse(body).data ?? {};
  const error = new Error(message ?? Message ?? `HTTP ${status}`);
  error.name = type?.split("#").at(-1) ?? "Error";
  return error;
}

/** A request in JSON 1.1, by the name of its operation: `RedshiftData.ExecuteStatement`. */
export function targeted(target: string, input: object): JsonRequest {
  const body = { type: "application/x-amz-json-1.1", text: JSON.stringify(input) };
  return { path: "/", body, headers: { "x-amz-target": target } };
}

/** A request to a path with a body in JSON. */
export function posted(path: string, input: object): JsonRequest {
  return { path, body: { type: "application/json", text: JSON.stringify(input) } };
}
