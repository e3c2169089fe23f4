import { z } from "zod";
import type { Action } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import { arnIn, consoleAlarm, type NamedResource } from "../asking/resource.ts";
import { findTime } from "../time/time.ts";
import { offer } from "./offer.ts";
import { pastedLogLine } from "./pasted-log-line.ts";
import { pastedQuery } from "./pasted-query.ts";
import type { Surroundings, Understood } from "./understood.ts";
import { quoted } from "./words.ts";

/** Describes a pasted text and offers commands for it; undefined if the text is of no known kind. Runs nothing. */
export function pasted(text: string, surroundings: Surroundings): Understood | undefined {
  const word = text.replace(/[\s.,;?]+$/, "");
  if (word.startsWith("{")) return notification(text, surroundings);
  const resource = arnIn(word);
  if (resource && (resource.kind === "alarm" || !/\s/.test(word))) return resourceCard(resource);
  const [, of, id] = /^(?:G-(\d{1,9})\s+)?(h\d{1,4})$/i.exec(word) ?? [];
  if (id !== undefined) return hypothesis(id.toLowerCase(), of === undefined ? undefined : Number(of), surroundings);
  const number = /^(?:G ?-? ?|#)(\d{1,9})$/i.exec(word)?.[1];
  if (number !== undefined) return investigation(Number(number), surroundings);
  const query = pastedQuery(text, surroundings) ?? pastedLogLine(text, surroundings);
  if (query || /\s/.test(word)) return query;
  if (/^(?:Root=)?1-[0-9a-f]{8}-[0-9a-f]{24}$/i.test(word)) return trace(word.replace(/^Root=/i, ""), surroundings);
  return /^https?:\/\//i.test(word) ? page(word) : undefined;
}

/** The part of a notification that is read; all other fields are ignored. */
const snsEnvelope = z.object({ Message: z.string() });
const alarmMessage = z.object({ AlarmName: z.string().min(1), NewStateValue: z.string().optional() });
const alarmEvent = z.object({
  detail: z.object({ alarmName: z.string().min(1), state: z.object({ value: z.string() }).optional() }),
});

function notification(text: string, surroundings: Surroundings): Understood {
  const json = parsed(text);
  const envelope = snsEnvelope.safeParse(json);
  const body = envelope.success ? parsed(envelope.data.Message) : json;
  const message = alarmMessage.safeParse(body);
  if (message.success) return alarm(message.data.AlarmName, message.data.NewStateValue);
  const event = alarmEvent.safeParse(body);
  if (event.success) return alarm(event.data.detail.alarmName, event.data.detail.state?.value);
  const line = pastedLogLine(text, surroundings);
  if (line) return line;
  return offer("NOT DONE", "This is JSON, but no CloudWatch alarm. Type: investigate <alarm or text>", [HELP]);
}

const HELP: Action = { label: "Help", command: "help" };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function alarm(name: string, state = ""): Understood {
  const said = state === "" ? "" : `, ${state}`;
  return offer("PASTED alarm", `CloudWatch alarm ${withoutMiddle(name, 80)}${said}.`, [investigate(name)]);
}

function investigate(name: string): Action {
  return { label: "Investigate", command: `investigate ${quoted(name)}` };
}

function resourceCard(resource: NamedResource): Understood {
  if (resource.kind === "alarm") return alarm(resource.name);
  const { kind, name, account, region, metric } = resource;
  const where = [account, region].filter((part) => part !== "").join(" ");
  const text = `${kind} ${withoutMiddle(name, 80)}${where === "" ? "" : ` in ${where}`}.`;
  const chart: readonly Action[] = metric ? [{ label: metric.label, command: metric.command }] : [];
  return offer(`PASTED ${kind}`, text, [investigate(name), ...chart]);
}

function page(url: string): Understood {
  const name = consoleAlarm(url);
  if (name !== undefined) return alarm(name);
  if (
    /^https:\/\/(?:[\w-]+\.)*(?:console\.aws\.amazon\.com|console\.amazonaws-us-gov\.com|console\.amazonaws\.cn)\//i.test(
      url,
    )
  ) {
    return offer("PASTED page", "A page of the AWS console that names no alarm. Type: investigate <alarm or text>", [
      HELP,
    ]);
  }
  return offer("PASTED page", "A page outside the AWS console. To keep it: note <text>", [
    { label: "Note", command: `note ${url}` },
  ]);
}

function trace(id: string, { now }: Surroundings): Understood {
  const at = Number.parseInt(id.slice(2, 10), 16);
  const iso = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 16)}Z`;
  const command = `changes ${iso(at - 1800)} to ${iso(at + 60)}`;
  const begun = `X-Ray trace, begun ${iso(at)}.`;
  const readable = findTime(command, "UTC", now).time !== undefined;
  return offer("PASTED trace", begun, readable ? [{ label: "Changes", command }] : []);
}

function investigation(number: number, { open, thread }: Surroundings): Understood {
  const known = open.find((one) => one.number === number) ?? (thread?.number === number ? thread : undefined);
  const text = known ? `G-${number} ${withoutMiddle(known.title, 80)}` : `G-${number} is not among the open ones.`;
  const verbs = known ? ["status", "hyp", "ack", "investigate"] : ["status", "reopen"];
  const actions = verbs.map((verb) => ({ label: capital(verb), command: `G-${number} ${verb}` }));
  return offer(`PASTED G-${number}`, text, actions);
}

function hypothesis(id: string, of: number | undefined, { thread }: Surroundings): Understood {
  const number = of ?? thread?.number;
  if (number === undefined) return offer("NOT DONE", `Which investigation? Type: G-1042 why ${id}`, []);
  const here = number === thread?.number ? thread : undefined;
  const known = here?.hypotheses.find((one) => one.id === id);
  if (here && !known) {
    const list = { label: "Hypotheses", command: `G-${number} hyp` };
    return offer("NOT DONE", `G-${number} has no hypothesis ${id}.`, [list]);
  }
  const name = known ? `: ${withoutMiddle(known.name, 80)}` : "";
  return offer(`PASTED ${id}`, `Hypothesis ${id} of G-${number}${name}`, [
    { label: "Accept", command: `G-${number} accept ${id}` },
    { label: "Discard", command: `G-${number} discard ${id}` },
    { label: "Why?", command: `G-${number} why ${id}` },
  ]);
}

function capital(word: string): string {
  return `${word[0]?.toUpperCase()}${word.slice(1)}`;
}
