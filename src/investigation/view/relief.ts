import type { Weight } from "../state.ts";

type Relief = NonNullable<Weight["relief"]>;

/** Commands of AWS that change nothing. */
const READS = /^aws [\w-]+ (?:describe|list|get|lookup)-/;

/** "Relief: Back to shop-orders:142", or "Check: …" where its command only reads: looking something up relieves nothing. */
export function reliefWords({ text, command }: Relief): string {
  return `${READS.test(command) ? "Check" : "Relief"}: ${text}`;
}
