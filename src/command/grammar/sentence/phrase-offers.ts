import { withoutMiddle } from "../../../card/number.ts";
import { firstName } from "./record-names.ts";
import { meaningOf } from "./vocabulary.ts";
import { buttonsOf, type Here, numberHere } from "./ways.ts";
import { type Offer, offered, prefixed } from "./which-one.ts";

/** One that is open, named among other words. */
export function investigation([, typed, bare]: readonly string[], { said }: Here): Offer | undefined {
  const named = said.surroundings.open.find(({ number }) => number === Number(typed ?? bare));
  if (!named) return undefined;
  const name = `G-${named.number}`;
  return offered("HERE", `${name} is ${withoutMiddle(named.title, 60)}.`, [
    { label: "Status", command: `${name} status` },
    { label: "Hypotheses", command: `${name} hyp` },
    { label: "Ack", command: `${name} ack` },
  ]);
}

/** What somebody wants not to be done is not done, and is no note either. */
export function refrain(verb: string, here: Here): Offer {
  return offered(
    "HERE",
    `Nothing was changed: ${verb.toLowerCase()} was not run.`,
    buttonsOf(["status", "hyp", "help"], { ...here, text: "" }),
  );
}

/** A look that somebody wants at a time they name. */
export function later(here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered(
    "NOT DONE",
    "No look is planned for a time that people name: while it fires, Gumshoe looks again by itself. To look now: investigate",
    [prefixed(here, "Look again", ["investigate"]), ...buttonsOf(["status"], { ...here, text: "" })],
  );
}

/** The end of a snooze, in other words. */
export function unsnooze(here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered("OFFER", "To end a snooze: unsnooze.", [
    prefixed(here, "Unsnooze", ["unsnooze"]),
    ...buttonsOf(["status"], { ...here, text: "" }),
  ]);
}

/** Somebody who did nothing in this investigation. */
export function person([, name = ""]: readonly string[], here: Here): Offer | undefined {
  const plain = name.toLowerCase().replace(/^@/, "");
  const isKnown = here.said.surroundings.thread?.people?.some((each) => firstName(each) === plain);
  if (isKnown || [plain, `is ${plain}`].some((words) => meaningOf(words) !== undefined)) return undefined;
  const text = `${withoutMiddle(name, 40)} did nothing here yet. People are named by what they do here, or by the file of who is on call.`;
  const who = numberHere(here) === undefined ? [] : [prefixed(here, "Who", ["who"])];
  return offered("NOT DONE", text, [...who, { label: "On call", command: "oncall" }]);
}

/** Two investigations that belong together. */
export function duplicate([, number = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered("NOT DONE", "Investigations are not merged. A note keeps that they belong together.", [
    prefixed(here, "Note", ["note", `same as G-${number}`]),
    { label: `G-${number}`, command: `G-${number} status` },
    ...buttonsOf(["close"], here),
  ]);
}

/** Somebody who shall have it. */
export function assign([, who = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered("OFFER", `To give it to ${withoutMiddle(who, 40)}: assign ${withoutMiddle(who, 40)}.`, [
    prefixed(here, "Assign", ["assign", who]),
    ...buttonsOf(["status"], here),
  ]);
}

/** Somebody who shall be called. */
export function escalate([, whom = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  const anybody = /^(?:somebody|someone|anybody|anyone|people|everybody|everyone)$/i.test(whom);
  return offered("OFFER", "Gumshoe calls no phone; escalate pages in the chat.", [
    prefixed(here, "Escalate", ["escalate", anybody ? "" : whom]),
    ...buttonsOf(["ack", "status"], here),
  ]);
}

/** Somebody who takes the place of whoever is on call. */
export function override([, who = ""]: readonly string[], here: Here): Offer {
  const name = who === "" ? "ben" : withoutMiddle(who, 40);
  return offered("OFFER", `To put somebody else on call, type: override ${name} from 18:00 to 22:00`, [
    { label: "On call", command: "oncall" },
    { label: "Help", command: "help override" },
    ...buttonsOf(["status"], { ...here, text: "" }),
  ]);
}

/** A change is found by its time and what it changed. */
export function change(here: Here): Offer {
  return offered(
    "OFFER",
    "Changes are listed by time and resource, with the version or the pull request that they name.",
    [prefixed(here, "Changes", ["changes last 24h"]), ...buttonsOf(["status"], { ...here, text: "" })],
  );
}

/** Undefined where something is asked that Gumshoe does not do: "restart the pods". */
export function pods(here: Here): Offer | undefined {
  return /\b(?:restart|reboot|kill|delete|scale|bounce|kubectl|logs?)\b/i.test(here.text)
    ? undefined
    : offered("OFFER", "Why pods do not run: cluster.", [
        prefixed(here, "Cluster", ["cluster"]),
        ...buttonsOf(["status"], { ...here, text: "" }),
      ]);
}

/** How bad it is, in digits or words. */
export function severity([, said = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  const level = { one: "1", two: "2", three: "3", four: "4" }[said.toLowerCase()] ?? said;
  return offered("OFFER", `To set how bad it is: sev ${level}. 1 is the worst.`, [
    prefixed(here, `SEV${level}`, ["sev", level]),
    ...buttonsOf(["sev", "status"], here),
  ]);
}

/** A time to be quiet. */
export function quiet([, count = "", unit = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  const text = "Snooze keeps it quiet here; once it is snoozed, mute-alarm has CloudWatch keep quiet, too.";
  return offered("OFFER", text, [
    prefixed(here, `Snooze ${count}${unit.toLowerCase()}`, ["snooze", `${count}${unit.toLowerCase()}`]),
    ...buttonsOf(["ack", "status"], here),
  ]);
}

/** What resolved it. */
export function ended([, how = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered("OFFER", "To end the investigation: close, with what resolved it.", [
    prefixed(here, "Close", ["close", how.trim().slice(0, 300)]),
    ...buttonsOf(["status"], here),
  ]);
}

/** What somebody did is said for the others, so it is offered as a note. */
export function keep(text: string, here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered("OFFER", "To keep it in the record, press Note.", [
    prefixed(here, "Note", ["note", text.trim().slice(0, 300)]),
    ...buttonsOf(["changes", "status"], here),
  ]);
}
