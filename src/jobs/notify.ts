import { Unrecoverable } from "../errors.ts";
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
