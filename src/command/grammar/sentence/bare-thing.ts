import type { Action } from "../../../card/card.ts";
import { withoutMiddle } from "../../../card/number.ts";
import { findTime } from "../../time/time.ts";
import { nearest } from "../nearest.ts";
import { quoted } from "../words.ts";
import { onHypothesis } from "./hypothesis-phrase.ts";
import type { Sentence } from "./read-sentence.ts";
import { type Thing, xrayId } from "./things.ts";
import type { Way } from "./way.ts";
import { buttonsOf, componentHere, type Here, numberHere, usefulHere } from "./ways.ts";
import { type Offer, offered } from "./which-one.ts";

/** Says what a name or an id is that stands alone, and what can be asked about it. Runs nothing. */
export function bareThing(sentence: Sentence, here: Here): Offer | undefined {
  const { titled, component, thing, named, quoted: inQuotes, unknown, time } = sentence;
  const [first, another] = titled;
  if (first && !another) return alarmOf(first);
  if (first) {
    const list = titled.slice(0, 5);
    return offered("WHICH ONE", `${titled.length} open investigations are called ${withoutMiddle(first.title, 60)}.`, [
      ...list.map(({ number }) => ({ label: `G-${number}`, command: `G-${number} status` })),
    ]);
  }
  if (component !== undefined) return aboutComponent(component, here, unknown);
  if (thing) return aboutThing(thing, here);
  const name = named ?? (unknown.length === 0 ? inQuotes : undefined);
  if (name !== undefined && unknown.length === 0) return onHypothesis(name, here) ?? unknownName(name, here);
  if (time === "" || unknown.length > 0) return undefined;
  return offered("TIME", `What of ${time}?`, buttonsOf(["changes", "errors", "latency", "status"], here));
}

function alarmOf({ number, title }: Sentence["titled"][number]): Offer {
  const actions = [
    ["Status", "status"],
    ["Hypotheses", "hyp"],
    ["Ack", "ack"],
    ["Look again", "investigate"],
    ["History", "alarms history"],
  ] as const;
  return offered(
    `ALARM ${withoutMiddle(title, 60)}`,
    `Open as G-${number}.`,
    actions.map(([label, command]) => ({ label, command: `G-${number} ${command}` })),
  );
}

function aboutComponent(name: string, here: Here, unknown: readonly string[]): Offer {
  const ways: readonly Way[] = ["errors", "latency", "logs", "changes"];
  const investigate = { label: "Investigate", command: `investigate ${quoted(name)}` };
  const rest = unknown.length === 0 ? "" : ` Not understood: ${withoutMiddle(unknown.join(" "), 40)}.`;
  return offered(`COMPONENT ${withoutMiddle(name, 60)}`, `A component that Gumshoe knows.${rest}`, [
    ...buttonsOf(ways, here),
    investigate,
  ]);
}

/** What an id is, and where it can be looked for: in the logs of the component that is spoken of, and in the changes. */
function aboutThing({ kind, text }: Thing, here: Here): Offer {
  const own = componentHere(here);
  const number = numberHere(here);
  const before = number === undefined ? "" : `G-${number} `;
  const inLogs = own === undefined ? [] : [{ label: "Logs", command: `${before}logs ${own} "${text}"` }];
  const changes = { label: "Changes", command: `${before}changes ${quoted(text)}` };
  const title = `PASTED ${kind}`;
  switch (kind) {
    case "log group":
      return offered(title, `${text} is a log group.`, [{ label: "Logs", command: `${before}logs ${text}` }]);
    case "account":
    case "region":
      return offered(title, `${text} is ${kind === "account" ? "an account" : "a Region"}.`, [
        { label: "Use it", command: `use ${kind} ${kind === "account" ? text.replaceAll("-", "") : text}` },
        ...usefulHere(here).slice(0, 2),
      ]);
    case "X-Ray trace":
    case "trace":
      return offered(title, `${text} is ${kind === "trace" ? "the id of a trace, or of a task of ECS" : "a trace"}.`, [
        ...around(text, before, here),
        ...inLogs,
        { label: "Traces", command: `${before}traces` },
      ]);
    case "request id":
    case "address":
      return offered(
        title,
        `${text} is ${kind === "address" ? "an address" : "a request id"}; it can be searched in logs.`,
        [...inLogs, changes],
      );
    case "AWS resource":
    case "zone":
    case "AWS namespace":
      return offered(
        title,
        `${text} is ${kind === "zone" ? "a zone" : kind === "AWS resource" ? "a resource of AWS" : "a namespace of CloudWatch"}.`,
        [
          ...(kind === "AWS namespace" ? [{ label: "Help", command: "help metrics" }] : [changes]),
          { label: "Alarms", command: "alarms alarm" },
          ...(kind === "AWS resource" ? inLogs : []),
        ],
      );
    default:
      return kind satisfies never;
  }
}

/** The changes around the beginning of a trace, whose id bears its time. */
function around(text: string, before: string, { said }: Here): readonly Action[] {
  const id = text.startsWith("1-") || text.startsWith("Root") ? text.replace(/^Root=/i, "") : xrayId(text);
  const at = Number.parseInt(id?.slice(2, 10) ?? "", 16);
  if (!(at > 0)) return [];
  const iso = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 16)}Z`;
  const command = `changes ${iso(at - 1800)} to ${iso(at + 60)}`;
  return findTime(command, "UTC", said.surroundings.now).time === undefined
    ? []
    : [{ label: "Changes", command: `${before}${command}` }];
}

/** A name that is nobody's: the nearest known ones, and what takes any name. */
function unknownName(name: string, here: Here): Offer {
  const { components, open } = here.said.surroundings;
  const near = nearest(name, [...open.map(({ title }) => title), ...components]).slice(0, 3);
  const cut = withoutMiddle(name, 60);
  const text = `Nothing open and no component is called ${cut}.${near.length === 0 ? "" : ` Closest: ${near.join(", ")}`}`;
  const any = [
    { label: "Investigate", command: `investigate ${quoted(name)}` },
    { label: "Alarms", command: `alarms ${quoted(name)}` },
  ];
  return offered("NOT DONE", text, [...near.map((each) => ({ label: each, command: quoted(each) })), ...any]);
}
