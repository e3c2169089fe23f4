import { type Counterpart, startCounterpart, useCounterpart } from "./process.ts";

/** Starts moto's own server for the tests of a file: AWS as others wrote it from AWS's models, a second opinion on our requests and readings. */
export function useMoto(): Promise<Counterpart> {
  const args = (port: number): readonly string[] => ["-H", "127.0.0.1", "-p", String(port)];
  return useCounterpart("moto", () => startCounterpart({ command: "moto_server", args }));
}
