import type { IncomingMessage, ServerResponse } from "node:http";
import { messageOf } from "../../../src/errors.ts";
import { failureLevel } from "../../../src/log/failure-level.ts";
import type { Log } from "../../../src/log/log.ts";
import { readBody } from "../../../src/process/request-body.ts";
import { noOutcomes, type OutcomeCounts } from "./outcomes.ts";
import { createTake, type TakeDeps, type Taken } from "./take.ts";

/** SNS sends messages of at most 256 KB; with JSON escapes and the envelope a body stays well below this. */
const LARGEST_BODY = 1024 * 1024;

/** The answer to each outcome. SNS gives up after a 4xx and repeats after a 5xx. */
const STATUS: Readonly<Record<Taken["count"], number>> = {
  stored: 200,
  confirmed: 200,
  unsubscribed: 200,
  malformed: 400,
  forged: 403,
  unavailable: 503,
  unknownTopic: 503,
};

export interface SnsListener {
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
  /** Counts of the posts since the start, by outcome. */
  counts(): Readonly<OutcomeCounts>;
}

/** Handles `POST /sns`: stores before it answers. */
export function createSnsListener({ log, ...deps }: TakeDeps & { readonly log: Log }): SnsListener {
  const take = createTake(deps);
  const counts = noOutcomes();

  async function read(request: IncomingMessage): Promise<Taken> {
    try {
      const body = await readBody(request, LARGEST_BODY);
      if (body === undefined) return { count: "malformed", line: "larger than SNS sends" };
      return await take(body.toString("utf8"));
    } catch (error) {
      return { count: "unavailable", line: messageOf(error), level: failureLevel(error) };
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const outcome = await read(request);
    const status = STATUS[outcome.count];
    counts[outcome.count] += 1;
    const level = "level" in outcome ? outcome.level : status === 200 ? "info" : "warn";
    log[level]({ status, result: outcome.count }, `SNS: ${outcome.line}`);
    if (outcome.count === "malformed") response.setHeader("connection", "close");
    response.writeHead(status, { "content-length": 0 }).end();
  }

  return {
    listener: (request, response) => {
      if (request.method !== "POST") {
        response.writeHead(405, { allow: "POST" }).end();
        return;
      }
      void answer(request, response);
    },
    counts: () => ({ ...counts }),
  };
}
