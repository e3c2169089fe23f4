import type { Verb } from "./verb.ts";
import { alarms, watch } from "./verbs/alarms.ts";
import { alias, run } from "./verbs/alias.ts";
import { athena } from "./verbs/athena.ts";
import { changes } from "./verbs/changes.ts";
import { accept, discard, restore, why } from "./verbs/decisions.ts";
import { topology, traces } from "./verbs/graph.ts";
import { investigate } from "./verbs/investigate.ts";
import { logs } from "./verbs/logs.ts";
import { metrics } from "./verbs/metrics.ts";
import { help, hyp, status } from "./verbs/reading.ts";
import { routes, whyDropped } from "./verbs/routes.ts";
import { ack, close, note, reopen, unack } from "./verbs/state.ts";
import { subscribe, test, topics } from "./verbs/topics.ts";
import { use } from "./verbs/use.ts";

/** All verbs, in the order of help. Help, usage, completion, manifests and the docs are generated from this table. */
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
  logs,
  traces,
  topology,
  alarms,
  watch,
  changes,
  athena,
  topics,
  subscribe,
  test,
  routes,
  "why-dropped": whyDropped,
  use,
  alias,
  run,
  close,
  reopen,
};
