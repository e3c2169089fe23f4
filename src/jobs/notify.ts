import { Unrecoverable } from "../errors.ts";
import type { Work } from "../events/work.ts";
import { stillFires } from "../investigation/carried/firing.ts";
import { isPaged } from "../investigation/carried/paged-receivers.ts";
import { type Investigation, investigationName } from "../investigation/state.ts";
import type { EventMessage } from "../routing/event-message.ts";
import { eventTargetsOf } from "../routing/receiver.ts";
import type { WorkContext } from "./context.ts";

/** No outgoing call outlasts this. */
const CALL_MS = 10_000;

/** Sends an investigation's beginning or end to one of the targets of its receivers. A target that the file no longer has is left out. */
export async function notifyTarget(
  { load, router, sendEvent, now }: WorkContext,
  stream: string,
  {
    what,
    episode,
    target: index,
  }: { readonly what: "trigger" | "resolve"; readonly episode: number; readonly target: number },
  lost: AbortSignal,
): Promise<void> {
  const { state } = await load(stream);
  const receivers = (state.routed?.receivers ?? []).flatMap((name) => router?.receiver(name) ?? []);
  const target = eventTargetsOf(receivers)[index];
  if (!target) return;
  if (!sendEvent) throw new Unrecoverable(`Nothing is connected that sends to ${target.type}.`);
  const message = messageOf(state, `gumshoe/${stream}/${episode}`, what, now().toISOString());
  await sendEvent(target, message, AbortSignal.any([lost, AbortSignal.timeout(CALL_MS)]));
}

/** Pages one topic or pager of a receiver that an escalation names, or says that it is over. What is over meanwhile pages nobody. */
export async function pageReceiver(
  { load, router, sendEvent, now }: WorkContext,
  stream: string,
  { what, episode, receiver: name, target: index }: Extract<Work, { type: "pageReceiver" }>,
  lost: AbortSignal,
): Promise<void> {
  const { state } = await load(stream);
  if (what === "trigger" && !isPaged(state, name)) return;
  const receiver = router?.receiver(name);
  const target = receiver && eventTargetsOf([receiver])[index];
  if (!target) throw new Unrecoverable(`The file of routes no longer has what ${name} was to send to.`);
  if (!sendEvent) throw new Unrecoverable(`Nothing is connected that sends to ${target.type}.`);
  // Apart from what its routes send: an acknowledgement ends the page, and not the alarm.
  const message = messageOf(state, `gumshoe/${stream}/${episode}/page`, what, now().toISOString());
  const title =
    what === "resolve" && state.acknowledged && stillFires(state) ? acknowledgedTitle(state) : message.title;
  await sendEvent(target, { ...message, title }, AbortSignal.any([lost, AbortSignal.timeout(CALL_MS)]));
}

function acknowledgedTitle(state: Investigation): string {
  return `ACKNOWLEDGED by ${state.acknowledged?.by.name ?? ""}: ${state.title} · ${investigationName(state)}`;
}

function messageOf(state: Investigation, key: string, what: EventMessage["what"], at: string): EventMessage {
  const { alarm, subject, title, severity } = state;
  const notice = subject?.type === "notice" ? subject.notice : undefined;
  const place = [alarm?.account ?? notice?.account, alarm?.region ?? notice?.region].filter(
    (each) => each !== undefined,
  );
  const word =
    what === "resolve" ? "OK" : notice ? (notice.word ?? "NOTICE") : subject?.type === "storm" ? "STORM" : "ALARM";
  return {
    key,
    what,
    title: `${word} ${title} · ${investigationName(state)}`,
    severity,
    source: place.join(" ") || "gumshoe",
    at,
    details: [
      ...(alarm ? ([["Reason", alarm.reason]] as const) : []),
      ...(alarm?.description === undefined ? [] : ([["Description", alarm.description]] as const)),
      ...(alarm?.runbook === undefined ? [] : ([["Runbook", alarm.runbook]] as const)),
      ...(notice && notice.text !== "" ? ([["Text", notice.text]] as const) : []),
    ],
  };
}
