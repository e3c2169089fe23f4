import type { Weight } from "../state.ts";

type Relief = NonNullable<Weight["relief"]>;

/** AWS commands that only read. */
const READS = /^aws [\w-]+ (?:describe|list|get|lookup)-/;

/** "Relief: Back to shop-orders:142", or "Check: …" if its command only reads. */
export function reliefWords({ text, command }: Relief): string {
  return `${READS.test(command) ? "Check" : "Relief"}: ${text}`;
}
