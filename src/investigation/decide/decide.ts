import { counted } from "../../card/number.ts";
import type { Meta } from "../../store/store.ts";
import { isFromStore } from "../asking.ts";
import type { Command } from "../command.ts";
import { type Investigation, investigationName, presentEpisode } from "../state.ts";
import { decideAlarm, decideOpen } from "./decide-alarm.ts";
import { decideAnnounced } from "./decide-announced.ts";
import { decideAnswer } from "./decide-answer.ts";
import { decideApproval, withSecondPerson } from "./decide-approval.ts";
import {
  decideAssign,
  decideEscalate,
  decidePage,
  decidePlan,
  decideRenewal,
  decideSeverity,
  decideSnooze,
  decideUnassign,
  decideUnsnooze,
  decideValue,
  withSnoozeEnd,
} from "./decide-carried.ts";
import { decideHeld } from "./decide-held.ts";
import { decideOnHypothesis } from "./decide-hypothesis.ts";
import { decideMute, withMuteEnd } from "./decide-mute.ts";
import { decideOutside } from "./decide-outside.ts";
import { decidePart } from "./decide-part.ts";
import { decideProposal } from "./decide-proposal.ts";
import { decideRecovery } from "./decide-recovery.ts";
import { decideRound } from "./decide-round.ts";
import { decideStep } from "./decide-step.ts";
import { decideGrowth } from "./decide-storm.ts";
import { decideWake } from "./decide-wake.ts";
import { accept, type Decision, refuse, unchanged } from "./decision.ts";
import type { Policy } from "./policy.ts";
import { queryAsked } from "./query-asked.ts";

/** Decides the events of a command on an investigation. Pure: no clock, no I/O, no throw. */
export function decide(state: Investigation, command: Command, meta: Meta, policy: Policy): Decision {
  return withMuteEnd(withSnoozeEnd(decideOn(state, command, meta, policy), state, meta), state, meta);
}

function decideOn(state: Investigation, command: Command, meta: Meta, policy: Policy): Decision {
  const stamp = { at: meta.at, by: meta.actor };
  if (state.status === "deleted") return command.type === "delete" ? unchanged : refuse(deletedSentence(state));
  switch (command.type) {
    case "open":
      return decideOpen(state, command, meta);
    case "askOutside": {
      if (state.status !== "none") return unchanged;
      const { number, title, place, scope } = command;
      return accept({ type: "askedOutside", ...stamp, number, title, place, ...(scope && { scope }) });
    }
    case "alarmChanged":
      return decideAlarm(state, command, meta);
    case "growStorm":
      return decideGrowth(state, command, meta);
    case "joinStorm":
    case "release":
    case "holdOn":
      return decideHeld(state, command, meta);
    case "updateNotice":
      if (state.status === "none") return unchanged;
      return accept(...command.notices.map((notice) => ({ type: "noticeUpdated" as const, ...stamp, notice })));
    case "recordOutside":
      return decideOutside(state, command, meta);
    case "announce":
      return decideAnnounced(state, command, meta);
    case "linkThread": {
      const { place, thread } = command;
      if (state.links.some((link) => link.place === place && link.thread === thread)) return unchanged;
      return accept({ type: "threadLinked", ...stamp, place, thread });
    }
    case "investigate":
      return decideInvestigate(state, stamp);
    case "progress": {
      const { episode, done, planned, looking } = command;
      const { conclusion, lookingAgain } = state.findings[episode] ?? {};
      if (state.status !== "open" || (conclusion && !lookingAgain)) return unchanged;
      return accept({ type: "progressed", ...stamp, episode, done, planned, looking });
    }
    case "recordPart":
      return decidePart(state, command, meta);
    case "recordRound":
      return decideRound(state, command, meta);
    case "recordRecovery":
      return decideRecovery(state, command, meta);
    case "propose":
      return decideProposal(state, command, meta);
    case "accept":
    case "discard":
    case "restore":
      return state.status === "closed" ? closedAlready(state) : decideOnHypothesis(state, command, meta);
    case "note": {
      if (state.status === "closed") return closedAlready(state);
      const { text, said } = command;
      if (said && state.notes.some((note) => note.said?.link === said.link)) return unchanged;
      return accept({
        type: "noteAdded",
        ...stamp,
        id: `n${state.notes.length + 1}`,
        text,
        ...(said !== undefined && { said }),
      });
    }
    case "tick":
    case "untick":
      return state.status === "closed" ? closedAlready(state) : decideStep(state, command, meta);
    case "ask": {
      if (state.status === "closed" && !isFromStore(command.question)) return closedAlready(state);
      const { question, understood } = command;
      const asked =
        question.type === "mute"
          ? decideMute(state, question.on, meta)
          : accept(queryAsked(state, { question, understood }, meta));
      return policy.twoPersons ? withSecondPerson(asked) : asked;
    }
    case "approve":
      return state.status === "closed" ? closedAlready(state) : decideApproval(state, command, meta);
    case "answer":
      return decideAnswer(state, command, meta);
    case "progressQuery": {
      const query = state.queries.find((known) => known.id === command.query);
      if (query === undefined || query.answer !== undefined || query.progress === command.words) return unchanged;
      return accept({ type: "queryProgressed", ...stamp, id: command.query, words: command.words });
    }
    case "acknowledge": {
      if (state.status !== "open") return notOpen(state);
      if (state.acknowledged) {
        const { by, at } = state.acknowledged;
        return refuse([`${investigationName(state)} was acknowledged by ${by.name} at `, { time: at }, "."]);
      }
      return accept({ type: "acknowledged", ...stamp });
    }
    case "chooseScope":
      if (state.status === "none") return notOpen(state);
      return accept({ type: "scopeChosen", ...stamp, scope: { ...state.scope, ...command.scope } });
    case "unacknowledge":
      if (state.status !== "open") return notOpen(state);
      if (!state.acknowledged) return refuse(`${investigationName(state)} is not acknowledged. To take it: ack`);
      return accept({ type: "unacknowledged", ...stamp });
    case "assign":
      return state.status === "open" ? decideAssign(state, command, meta) : notOpen(state);
    case "unassign":
      return state.status === "open" ? decideUnassign(state, meta) : notOpen(state);
    case "setSeverity":
      return state.status === "open" ? decideSeverity(state, command, meta) : notOpen(state);
    case "snooze":
      return state.status === "open" ? decideSnooze(state, command, meta) : notOpen(state);
    case "unsnooze":
      return state.status === "open" ? decideUnsnooze(state, meta) : notOpen(state);
    case "escalate":
      return state.status === "open" ? decideEscalate(state, command, meta) : notOpen(state);
    case "planEscalation":
      return decidePlan(state, command, meta);
    case "renewEscalation":
      return decideRenewal(state, command, meta);
    case "page":
      return decidePage(state, command, meta);
    case "readValue":
      return decideValue(state, command, meta);
    case "close":
      if (state.status === "none") return notOpen(state);
      if (state.status === "closed") return closedAlready(state);
      return decideClose(state, command, stamp);
    case "reopen":
      if (state.status !== "closed") return refuse(`${investigationName(state)} is not closed.`);
      return accept({ type: "reopened", ...stamp });
    case "delete":
      return decideDelete(state, command.days, stamp);
    case "wake":
      return decideWake(state, command.timer, meta, policy);
    case "reportFailure": {
      if (state.status === "none") return unchanged;
      return accept({ type: "workFailed", ...stamp, what: command.what, reason: command.reason });
    }
    default:
      return command satisfies never;
  }
}

function notOpen(state: Investigation): Decision {
  if (state.status === "closed") return closedAlready(state);
  return refuse("There is no investigation here. To start one: investigate <alarm or text>");
}

function closedAlready(state: Investigation): Decision {
  const { closed } = state;
  if (!closed) return refuse(`${investigationName(state)} is closed.`);
  const who = closed.quiet ? "closed itself after a quiet time at " : `was closed by ${closed.by.name} at `;
  return refuse([`${investigationName(state)} ${who}`, { time: closed.at }, ". To go on: reopen"]);
}

function decideInvestigate(state: Investigation, stamp: { at: string; by: Meta["actor"] }): Decision {
  if (state.status === "none") return notOpen(state);
  if (state.status === "closed") return closedAlready(state);
  const episode = presentEpisode(state);
  const known = state.findings[episode];
  if (known?.requested && !known.conclusion) {
    return refuse(`${investigationName(state)} is being investigated already; its card shows how far it is.`);
  }
  return accept({ type: "investigationRequested", ...stamp, episode });
}

/** A single accepted hypothesis is the cause; with several the person must name it, because later firings use it. */
function decideClose(
  state: Investigation,
  { resolution, cause }: Extract<Command, { type: "close" }>,
  stamp: { at: string; by: Meta["actor"] },
): Decision {
  const accepted = state.hypotheses.filter(({ decided }) => decided.type === "accepted").map(({ id }) => id);
  const named = state.hypotheses.find(({ id }) => id === cause);
  if (cause !== undefined && named?.decided.type !== "accepted") {
    return refuse(`${cause} was not accepted. To close with it as the cause: accept ${cause}, then close ${cause}`);
  }
  const [only, second] = accepted;
  if (cause === undefined && second !== undefined) {
    return refuse(
      `${accepted.join(" and ")} are accepted. Which was the cause? Type: close ${only} ${resolution ?? ""}`.trim(),
    );
  }
  const was = cause ?? only;
  return accept({
    type: "closed",
    ...stamp,
    quiet: false,
    ...(resolution !== undefined && { resolution }),
    ...(was !== undefined && { cause: was }),
  });
}

const DAY_MS = 86_400_000;

function decideDelete(state: Investigation, days: number, stamp: { at: string; by: Meta["actor"] }): Decision {
  const over = state.closed && Date.parse(stamp.at) - Date.parse(state.closed.at) >= days * DAY_MS;
  if (!over) return refuse(`${investigationName(state)} was not closed ${days} days ago.`);
  return accept({ type: "deleted", ...stamp, number: state.number, days });
}

/** What is said of a deleted investigation. */
export function deletedSentence(state: Investigation): string {
  const { keptDays = 0 } = state;
  return `${investigationName(state)} was deleted ${counted(keptDays, "day")} after it was closed.`;
}
