import type { Card } from "../card/card.ts";
import { replyCard } from "../card/reply.ts";
import type { OverrideRequest } from "../command/grammar/understood.ts";
import { sinceWords } from "../command/time/time.ts";
import { nextStep } from "../investigation/carried/escalation.ts";
import { type Investigation, investigationName } from "../investigation/state.ts";
import { carriedBlocks } from "../investigation/view/carried.ts";
import { targetNames } from "../investigation/view/targets.ts";
import { type OnDuty, personNamed } from "../on-call/on-call.ts";
import type { ConversationContext } from "./context.ts";
import { type Inbound, type Received, readerOf, refusedReply } from "./inbound.ts";
import { mentionOf, personWithId } from "./mentions.ts";
import { renewEscalations } from "./renew-escalations.ts";

/** "primary: Ben until 09:00 CET, then Cleo": a line for each schedule. */
export async function dutyLines({ onCall, now }: ConversationContext, { zone }: Inbound): Promise<readonly string[]> {
  const clock = (iso: string): string => sinceWords(Date.parse(iso) / 1000, zone, now());
  return (await onCall.onDuty(now())).map((duty) => dutyLine(duty, clock));
}

function dutyLine({ schedule, now, until, next, override }: OnDuty, clock: (iso: string) => string): string {
  const who =
    now === undefined
      ? "nobody"
      : now.type === "group"
        ? `whoever is in ${now.name}`
        : targetNames([now]).replace(" (on call)", "");
  const end = until === undefined ? "" : ` until ${clock(until)}`;
  const after =
    until === undefined
      ? ""
      : `, then ${next === undefined ? "nobody" : targetNames([next]).replace(" (on call)", "")}`;
  const by = override === undefined ? "" : ` (override ${override.number} by ${override.made.by.name})`;
  return `${schedule}: ${who}${end}${after}${by}`;
}

/** Who is on call now, until when, and who is next. */
export async function onCallCard(context: ConversationContext, inbound: Inbound): Promise<Card> {
  const lines = await dutyLines(context, inbound);
  if (lines.length === 0) {
    return replyCard("ON CALL", "Nobody is known to be on call. The file of ON_CALL names schedules.");
  }
  const [first = ""] = lines;
  const blocks = lines.map((text) => ({ type: "text" as const, text }));
  return { title: "ON CALL", tone: "neutral", blocks, push: `ON CALL ${first}`.slice(0, 80) };
}

/** Who has an investigation, who was paged, and who is next. */
export async function whoCard(context: ConversationContext, inbound: Inbound, state: Investigation): Promise<Card> {
  const name = investigationName(state);
  const own = carriedBlocks(state);
  const nobody = nextStep(state) ? [] : [{ type: "text" as const, text: "Nobody has it. To take it: ack" }];
  const has = state.acknowledged !== undefined || state.assigned !== undefined;
  const lines = (await dutyLines(context, inbound)).map((text) => ({ type: "context" as const, text }));
  const title = `WHO ${name}`;
  return {
    title,
    tone: "neutral",
    investigation: name,
    blocks: [...(has ? [] : nobody), ...own, ...lines],
    push: title,
  };
}

/** Puts another person on call for a time, or takes that back. */
export async function override(
  context: ConversationContext,
  inbound: Inbound,
  request: OverrideRequest,
): Promise<Received> {
  const { onCall, now, roles } = context;
  const refused = roles.refusesPaging(readerOf(inbound));
  if (refused !== undefined) return refusedReply(refused);
  const clock = (seconds: number): string => sinceWords(seconds, inbound.zone, now());
  if (request.type === "undo") {
    const undone = await onCall.overrides.undo(request.number, inbound.actor);
    if (!undone) return refusedReply("There is no such override. To see who is on call: oncall");
    void renewEscalations(context, inbound);
    return done(`Override ${undone.number} is taken back: ${undone.person} from ${clock(undone.start)}.`);
  }
  const { file } = onCall;
  const rotas = Object.keys(file.schedules).filter((name) => file.schedules[name]?.type === "rota");
  const schedule = request.schedule ?? (rotas.length === 1 ? rotas[0] : undefined);
  if (schedule === undefined || !rotas.includes(schedule)) {
    if (rotas.length === 0) return refusedReply("No schedule has turns. The file of ON_CALL names them.");
    return refusedReply(
      `For which schedule? There are ${rotas.join(", ")}. Type: override ben for ${rotas[0]} from 18:00 to 22:00`,
    );
  }
  const mention = await mentionOf(inbound, request.person);
  const person =
    mention?.type === "person"
      ? personWithId(file, mention.actor.id)
      : personNamed(file, request.person.replace(/^@/, ""));
  if (person === undefined) {
    const who = mention?.type === "person" ? mention.actor.name : request.person;
    return refusedReply(
      `Nobody is called ${who.slice(0, 40)}. Known: ${Object.keys(file.people).join(", ").slice(0, 200)}`,
    );
  }
  const { start, end } = request;
  const made = await onCall.overrides.add(inbound.id, { schedule, person, start, end }, inbound.actor);
  void renewEscalations(context, inbound);
  const name = file.people[person]?.name ?? person;
  return done(
    `${name} is on call for ${schedule} from ${clock(start)} to ${clock(end)}. To take it back: override undo ${made.number}`,
  );
}

function done(text: string): Received {
  return { type: "reply", card: replyCard("DONE", text), refused: false };
}
