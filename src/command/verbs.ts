import type { Verb } from "./verb.ts";
import { alarms, watch } from "./verbs/alarms.ts";
import { alias, run } from "./verbs/alias.ts";
import { approve } from "./verbs/approve.ts";
import { athena } from "./verbs/athena.ts";
import { assign, escalate, sev, snooze, unassign, unsnooze } from "./verbs/carried.ts";
import { changes } from "./verbs/changes.ts";
import { cluster } from "./verbs/cluster.ts";
import { deadLetters } from "./verbs/dead-letters.ts";
import { accept, discard, restore, why } from "./verbs/decisions.ts";
import { topology, traces } from "./verbs/graph.ts";
import { investigate } from "./verbs/investigate.ts";
import { handoff, mine, missed, oncall, open, who } from "./verbs/lists.ts";
import { logs } from "./verbs/logs.ts";
import { metrics } from "./verbs/metrics.ts";
import { muteAlarm, unmuteAlarm } from "./verbs/mute-alarm.ts";
import { override } from "./verbs/override.ts";
import { ask, pack, recommend } from "./verbs/packs.ts";
import { ppl } from "./verbs/ppl.ts";
import { promql } from "./verbs/promql.ts";
import { help, hyp, status } from "./verbs/reading.ts";
import { report, similar, stats, summary, ticket, timeline } from "./verbs/record.ts";
import { routes, whyDropped } from "./verbs/routes.ts";
import { runbook, tick, untick } from "./verbs/runbook.ts";
import { signIn } from "./verbs/sign-in.ts";
import { ack, close, note, reopen, unack } from "./verbs/state.ts";
import { tool } from "./verbs/tool.ts";
import { top } from "./verbs/top.ts";
import { subscribe, test, topics } from "./verbs/topics.ts";
import { use } from "./verbs/use.ts";

/** All verbs by what one wants, in the order of help. */
export const verbGroups: Readonly<Record<string, Readonly<Record<string, Verb>>>> = {
  "Find the cause": { help, investigate, status, hyp, why, accept, discard, restore },
  "Carry it": {
    ack,
    unack,
    assign,
    unassign,
    snooze,
    unsnooze,
    "mute-alarm": muteAlarm,
    "unmute-alarm": unmuteAlarm,
    escalate,
    sev,
    who,
    note,
    runbook,
    tick,
    untick,
    close,
    reopen,
  },
  "Take over": { open, mine, missed, handoff, oncall, override },
  "Tell it": { summary, timeline, report, ticket, similar, stats },
  Look: {
    metrics,
    logs,
    traces,
    topology,
    cluster,
    alarms,
    watch,
    changes,
    athena,
    promql,
    ppl,
    top,
    tool,
    topics,
    pack,
    ask,
    recommend,
  },
  "Set up": {
    subscribe,
    approve,
    test,
    routes,
    "why-dropped": whyDropped,
    "dead-letters": deadLetters,
    "sign-in": signIn,
    use,
    alias,
    run,
  },
};

/** All verbs. Help, usage, completion, manifests and the docs are generated from this table. */
export const verbs: Readonly<Record<string, Verb>> = Object.assign({}, ...Object.values(verbGroups));
