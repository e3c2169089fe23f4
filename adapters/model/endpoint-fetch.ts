import { z } from "zod";
import { parseJson } from "../../src/json.ts";

/** The largest answer of one call, bytes: fifty times what a model is asked for. */
const LARGEST = 1024 * 1024;

/**
 * Fetches from a compatible endpoint. An answer in one piece, from an endpoint that does not stream, becomes a stream of one chunk. An answer
 * beyond 1 MB and a redirect, which would take the question elsewhere, are errors.
 * https://platform.openai.com/docs/api-reference/chat-streaming
 */
export const endpointFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: "error" });
  const body = response.body?.pipeThrough(atMost(LARGEST)) ?? null;
  const { status, headers } = response;
  if (!response.ok || headers.get("content-type")?.includes("event-stream")) {
    return new Response(body, { status, headers: kept(headers) });
  }
  const text = await new Response(body).text();
  const events = /^\s*(?:data:|:)/.test(text) ? text : `data: ${chunkOf(text)}\n\ndata: [DONE]\n\n`;
  return new Response(events, { status, headers: { "content-type": "text/event-stream" } });
};

/** The headers that say what to do with an answer; its length and encoding are those of bytes that were read already. */
function kept(headers: Headers): Headers {
  const names = ["content-type", "retry-after"];
  return new Headers(names.flatMap((name): [string, string][] => valued(name, headers.get(name))));
}

function valued(name: string, value: string | null): [string, string][] {
  return value === null ? [] : [[name, value]];
}

function atMost(bytes: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let left = bytes;
  return new TransformStream({
    transform(chunk, controller) {
      left -= chunk.byteLength;
      if (left < 0) controller.error(new Error(`the answer is larger than ${bytes} bytes`));
      else controller.enqueue(chunk);
    },
  });
}

const completion = z.looseObject({
  choices: z.array(
    z.looseObject({ message: z.looseObject({ tool_calls: z.array(z.looseObject({})).nullish() }).optional() }),
  ),
});

/** A completion as the only chunk of a stream, on one line. What is no completion stays as it is, for the reader to refuse. */
function chunkOf(text: string): string {
  const read = completion.safeParse(parseJson(text));
  if (!read.success) return text.replaceAll(/\s+/g, " ");
  const choices = read.data.choices.map(({ message, ...choice }) => ({
    ...choice,
    delta: { ...message, tool_calls: message?.tool_calls?.map((call, index) => ({ index, ...call })) },
  }));
  return JSON.stringify({ ...read.data, choices });
}
