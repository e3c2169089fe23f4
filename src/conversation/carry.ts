import { namedActor } from "../access/reader.ts";
import { withoutMiddle } from "../card/number.ts";
import type { CarryRequest, Understood } from "../command/grammar/understood.ts";
import type { Actor, PageTarget } from "../events/events.ts";
import { nextStep } from "../investigation/carried/escalation.ts";
import type { PersonCommand } from "../investigation/command.ts";
import type { Investigation } from "../investigation/state.ts";
import { type ConversationContext, hand, target, unknownNumber } from "./context.ts";
import { whichOne } from "./flat-chat.ts";
import { type Inbound, type Received, readerOf, refusedReply } from "./inbound.ts";
import { mentionOf, targetMentioned } from "./mentions.ts";
import { inOrder, type OpenList, withoutMembers } from "./open-list.ts";
import { streamOf } from "./streams.ts";

/** Finds the person, group or schedule that a command names, and passes the command on. */
export async function carry(
  context: ConversationContext,
  inbound: Inbound,
  { request, investigation: number, understood }: Extract<Understood, { type: "carry" }>,
  here: Investigation | undefined,
  open: OpenList,
): Promise<Received> {
  const meant = await target(context, inbound, number, here);
  if (!meant && number !== undefined) return unknownNumber(number);
  if (!meant) return whichOne(inbound, inOrder(withoutMembers(open.listed)));
  const command = await commandOf(context, inbound, request, meant);
  if (typeof command === "string") return refusedReply(command);
  const words = command.type === "escalate" ? `pages ${command.targets.map(nameOf).join(", ")}` : understood;
  return hand(context, streamOf(meant.number), command, inbound, words);
}

/** The command, or why there is none. */
async function commandOf(
  context: ConversationContext,
  inbound: Inbound,
  request: CarryRequest,
  state: Investigation,
): Promise<PersonCommand | string> {
  switch (request.type) {
    case "assign": {
      const person = await personOf(context, inbound, request.who);
      return person ? { type: "assign", to: person } : nobody(context, request.who);
    }
    case "escalate": {
      const refused = await refusedPaging(context, inbound, request.whom);
      if (refused !== undefined) return refused;
      if (request.whom === undefined) return escalateNext(context, state);
      const found = await targetNamed(context, inbound, request.whom);
      return found ? { type: "escalate", targets: [found] } : nobody(context, request.whom);
    }
    default:
      return request satisfies never;
  }
}

/** Why whoever says it pages nobody, or whomever they mention is not paged; undefined where it is fine. */
async function refusedPaging(
  { roles }: ConversationContext,
  inbound: Inbound,
  whom: string | undefined,
): Promise<string | undefined> {
  const refused = roles.refusesPaging(readerOf(inbound));
  if (refused !== undefined || whom === undefined) return refused;
  const mention = await mentionOf(inbound, whom);
  if (mention?.type !== "person" || mention.belonging === "member") return undefined;
  const { name } = mention.actor;
  if (mention.belonging === "unknown") return `Whether ${name} is a guest is not known yet. Say it again in a moment.`;
  return `${namedActor(mention.actor, mention.belonging).name} is not paged: only members are. To page whoever is next: escalate`;
}

/** The plan's next step; without a plan the file's first step, without a file everybody in the channel. */
async function escalateNext({ onCall, now }: ConversationContext, state: Investigation): Promise<PersonCommand> {
  const planned = nextStep(state);
  if (planned && state.escalation) {
    const targets = await onCall.renewed(planned.targets, now());
    return { type: "escalate", targets, step: state.escalation.done + 1 };
  }
  const [first] = await onCall.plan(now());
  const onDuty = (await onCall.onDuty(now())).flatMap((duty) => duty.now ?? []).slice(0, 1);
  const targets = first && first.targets.length > 0 ? await onCall.renewed(first.targets, now()) : onDuty;
  return { type: "escalate", targets: targets.length > 0 ? targets : [{ type: "here" }] };
}

/** Whom the text mentions, or whom the file of ON_CALL names. */
async function targetNamed(
  { onCall, now, maySee }: ConversationContext,
  inbound: Inbound,
  typed: string,
): Promise<PageTarget | undefined> {
  const mention = await mentionOf(inbound, typed);
  if (mention) return targetMentioned(onCall.file, mention);
  const found = await onCall.find(typed.replace(/^@/, ""), now());
  // A channel that is typed is shown the alarm: only one that whoever types it sees.
  if (found?.type === "channel" && !(await maySee(readerOf(inbound), { place: found.place }))) return undefined;
  return found;
}

async function personOf(context: ConversationContext, inbound: Inbound, typed: string): Promise<Actor | undefined> {
  const mention = await mentionOf(inbound, typed);
  if (mention?.type === "person") return namedActor(mention.actor, mention.belonging);
  const found = await targetNamed(context, inbound, typed);
  if (found?.type !== "person") return undefined;
  const platform = inbound.actor.id.split(":")[0] ?? "";
  const id = found.ids.find((each) => each.startsWith(`${platform}:`)) ?? found.ids[0];
  return id === undefined ? undefined : { id, name: found.name };
}

function nobody({ onCall }: ConversationContext, typed: string): string {
  const { people, groups, schedules } = onCall.file;
  const known = [...Object.keys(people), ...Object.keys(schedules), ...Object.keys(groups)].slice(0, 12).join(", ");
  const who = withoutMiddle(typed, 40);
  if (known === "")
    return `Nobody is known as ${who}. Take it yourself: assign me. Others are listed in the file of ON_CALL.`;
  return `Nobody is known as ${who}. Known: ${known}, me`;
}

function nameOf(found: PageTarget): string {
  return found.type === "here" ? "everybody here" : found.name;
}
