import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createChangesListener } from "../../../adapters/changes/listener.ts";
import { sign } from "../../../src/process/signature.ts";

export const SECRET = "a secret of some length";

type Deps = Parameters<typeof createChangesListener>[0];

/** `POST /changes` on loopback. */
export async function serveChanges(deps: Deps): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer(createChangesListener(deps));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

export const secondsOf = (date: Date): string => String(Math.floor(date.getTime() / 1000));

/** Headers as a CI system would sign them now, or as they are given. */
export function signed(
  body: string,
  over: { readonly at?: Date; readonly secret?: string } = {},
): Record<string, string> {
  const timestamp = secondsOf(over.at ?? new Date());
  return {
    "x-gumshoe-timestamp": timestamp,
    "x-gumshoe-signature-256": sign(over.secret ?? SECRET, timestamp, body),
  };
}

/** Posts, and answers the status and what was said. */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string> = signed(body),
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${url}/changes`, { method: "POST", headers, body });
  return { status: response.status, text: await response.text() };
}
