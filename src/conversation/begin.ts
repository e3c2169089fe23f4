import type { Understood } from "../command/grammar/understand.ts";
import type { Scope } from "../events/events.ts";
import type { PersonCommand } from "../investigation/command.ts";
import { type Line, openLines } from "../investigation/storm-lines.ts";
import { fittingRunbook } from "../runbooks/fitting.ts";
import { type ConversationContext, hand, livesIn, metaOf } from "./context.ts";
import { nameLatest } from "./flat-chat.ts";
import { barredFrom } from "./guarded.ts";
import { type Inbound, type Received, readerOf, refusedReply } from "./inbound.ts";
import { numberOf, streamOf } from "./streams.ts";

/** Opens an investigation that a person starts. */
export async function beginInvestigation(
  context: ConversationContext,
  inbound: Inbound,
  { what, since, understood }: Extract<Understood, { type: "start" }>,
): Promise<Received> {
  const place = inbound.channel;
  const scope = await context.settings.scopeOf(place);
  const refused = await refusedBeginning(context, inbound, undefined, scope);
  if (refused !== undefined) return refusedReply(refused);
  const line = since === undefined ? await lineNamed(context, inbound, what) : undefined;
  if (line) return openLine(context, inbound, line, understood);
  const stream = await freshStream(context, inbound);
  const number = numberOf(stream);
  const subject = { type: "question", text: what } as const;
  const opening = {
    number,
    title: what,
    subject,
    place,
    automatic: true,
    transitions: [],
    ...(since !== undefined && { since }),
    ...(scope !== undefined && { scope }),
  };
  await context.handle(stream, { type: "open", ...opening }, metaOf(inbound));
  await nameLatest(context, inbound, stream);
  return { type: "stored", investigation: `G-${number}`, numbered: true, understood, here: true };
}

/** The line whose alarm has a name, of an open storm that whoever asks may see. */
async function lineNamed(
  { listOpen, load }: ConversationContext,
  inbound: Inbound,
  name: string,
): Promise<Line | undefined> {
  const { listed } = await listOpen(readerOf(inbound));
  const lines = await openLines(listed, load);
  const wanted = name.trim().toLowerCase();
  return [...lines.values()].find(({ member }) => member.name.toLowerCase() === wanted);
}

/** Opens the investigation of a storm's member: from now on it has one, and its notifications go there. */
async function openLine(
  context: ConversationContext,
  inbound: Inbound,
  { storm, member }: Line,
  understood: string,
): Promise<Received> {
  const { handle, runbooks } = context;
  const { groupKey, name, state, alarmAt, attributes = {} } = member;
  const [account = "unknown", region = "unknown"] = groupKey.split("/");
  const alarm = member.alarm ?? {
    ...{ name, account: attributes.account ?? account, region: attributes.Region ?? region, kind: "other" as const },
    ...{ reason: "It is a member of a storm.", children: [], simulated: false },
  };
  const barred = barredFrom(context, inbound, undefined, alarm);
  if (barred !== undefined) return refusedReply(barred);
  const { stream, previous } = await streamOfAlarm(context, inbound, groupKey);
  const subject = { type: "alarm", alarm } as const;
  const runbook = fittingRunbook(runbooks, subject, "");
  const opening = {
    ...{ number: numberOf(stream), title: name, subject, groupKey },
    ...{ place: inbound.channel, automatic: true, storm: storm.number, transitions: [{ state, alarmAt, alarm }] },
    ...(runbook && { runbook }),
    ...(previous !== undefined && { previous }),
  };
  const meta = metaOf(inbound);
  await handle(stream, { type: "open", ...opening }, { ...meta, id: `${meta.id}/open` });
  const opened = [{ groupKey, number: numberOf(stream) }];
  const told = { ...meta, id: `${meta.id}/member` };
  await handle(streamOf(storm.number), { type: "growStorm", members: [], opened }, told);
  const { decision, state: begun } = await handle(stream, { type: "investigate" }, meta);
  if (!decision.ok && state !== "ALARM") return refusedReply(decision.reason);
  await nameLatest(context, inbound, stream);
  const here = livesIn(begun, inbound.channel);
  return { type: "stored", investigation: `G-${numberOf(stream)}`, numbered: true, understood, here };
}

/** The stream for an alarm: its own, a new one after one that is closed. The closed one is named only to whoever may see it. */
async function streamOfAlarm(
  { directory, load, maySee }: ConversationContext,
  inbound: Inbound,
  groupKey: string,
): Promise<{ readonly stream: string; readonly previous?: number }> {
  const name = `group/${groupKey}`;
  const found = await directory.find(name);
  const before = found === undefined ? undefined : (await load(found)).state;
  if (found !== undefined && before?.status !== "closed" && before?.status !== "deleted") return { stream: found };
  const stream = await directory.claim(name, streamOf(await directory.nextNumber()), found);
  const named = before !== undefined && (await maySee(readerOf(inbound), before));
  return { stream, ...(named && { previous: before.number }) };
}

/** Opens a thread for a question without an investigation, and asks it there. */
export async function askOutside(
  context: ConversationContext,
  inbound: Inbound,
  question: PersonCommand,
  understood: string,
): Promise<Received> {
  const scope = await context.settings.scopeOf(inbound.channel);
  const refused = await refusedBeginning(context, inbound, question, scope);
  if (refused !== undefined) return refusedReply(refused);
  const stream = await freshStream(context, inbound);
  const shared = { number: numberOf(stream), title: understood, place: inbound.channel };
  const opening = { ...shared, ...(scope !== undefined && { scope }) };
  const meta = metaOf(inbound);
  await context.handle(stream, { type: "askOutside", ...opening }, { ...meta, id: `${meta.id}/open` });
  return hand(context, stream, question, inbound, understood);
}

/** Why nothing may begin in the channel: whoever says it does not see it, it may not look there, or nothing can be posted; undefined where it may. */
async function refusedBeginning(
  context: ConversationContext,
  inbound: Inbound,
  command: PersonCommand | undefined,
  scope: Scope | undefined,
): Promise<string | undefined> {
  if (!(await context.maySee(readerOf(inbound), { place: inbound.channel }))) {
    return "It would begin in a channel that you do not see. Type it in a channel that you are in.";
  }
  return barredFrom(context, inbound, command, scope ?? {}) ?? (await context.barrierTo(inbound.channel));
}

/** Returns the new stream of a message; a repeated delivery finds the same one. */
async function freshStream({ directory }: ConversationContext, { id }: Inbound): Promise<string> {
  const name = `delivery/${id}`;
  return (await directory.find(name)) ?? directory.claim(name, streamOf(await directory.nextNumber()));
}
