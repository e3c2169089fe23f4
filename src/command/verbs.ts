import type { Verb } from "./verb.ts";
import { changes } from "./verbs/changes.ts";
import { accept, discard, restore, why } from "./verbs/decisions.ts";
import { investigate } from "./verbs/investigate.ts";
import { metrics } from "./verbs/metrics.ts";
import { help, hyp, status } from "./verbs/reading.ts";
import { ack, close, note, reopen, unack } from "./verbs/state.ts";

/** Every word the bot knows, in the order of help. Help, usage, completion, manifests and the docs are made from it. */
export const verbs: Readonly<Record<string, Verb>> = {
  help,
  investigate,
  status,
  hyp,
  why,
  accept,
  discard,
  restore,
  ack,
  unack,
  note,
  metrics,
  changes,
  close,
  reopen,
};
