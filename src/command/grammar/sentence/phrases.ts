import { withoutMiddle } from "../../../card/number.ts";
import type { Sentence } from "./read-sentence.ts";
import { buttonsOf, type Here, numberHere } from "./ways.ts";
import { type Offer, offered, prefixed } from "./which-one.ts";

/** A phrase whose words mean something else apart, and what it offers. Nothing is run for it: whom or what it means is a guess. */
type Phrase = readonly [pattern: RegExp, offer: (found: RegExpExecArray, here: Here) => Offer | undefined];

/** What a phrase offers; undefined if the text is none. */
export function phrase({ asks }: Sentence, here: Here): Offer | undefined {
  for (const [pattern, offer] of [...IN_QUESTIONS, ...(asks ? [] : IN_STATEMENTS), ...LAST]) {
    const found = pattern.exec(here.text);
    const offers = found && offer(found, here);
    if (offers) return offers;
  }
  return undefined;
}

/** A person: one word that is no pronoun. */
const WHO = String.raw`(?!(?:it|this|that|me|us|them|him|her|i|we|you|who|somebody|someone|anybody|anyone|now|all)\b)(@?[\p{L}][\p{L}\d._-]{1,39})`;
const ONCE = "(?:it|this|that)";
const DID = `(?:rolled back|rolling back|roll(?:ed|ing) it back|restart(?:ed|ing)|revert(?:ed|ing)|reboot(?:ed|ing)|redeploy(?:ed|ing)|deploying|scal(?:ed|ing)|fail(?:ed|ing) over|paged|called|killed|stopped|fixed by|mitigated)`;
const SAID = `(?:(?:write|jot) (?:it )?down|add a note|add note|make a note|take a note|log|record|for the record)(?: that)?`;

/** "Its h1", "not h1", "h1 is wrong". */
const HYPOTHESIS =
  /(?=^(?:yes|yep|no|nope|not|it'?s|it is|i think|i guess|probably|maybe|definitely|must be)\b|.*\bh\d{1,4} (?:is|was|isn'?t|looks|seems|makes)\b|^(?:what is|what'?s|show(?: me)?|explain|about)\b(?=[^h]*\bh\d{1,4}\b(?!.*\bh\d))|^h\d{1,4}[\s,:-]+(?:nope|no|yes|yep|wrong|right|ok|out|nah|correct|agreed)\b).*?\bh(\d{1,4})\b/i;

const IN_QUESTIONS: readonly Phrase[] = [
  [HYPOTHESIS, ([, number = ""], here) => onHypothesis(`h${number}`, here)],
  [/\b(?:dup(?:e|licate)?|same as|merge|merged|relate[sd]? to|link(?:ed)? to)\b.*?\bG-?(\d{1,9})\b/i, duplicate],
  [
    /^(?:call|phone|ring|get hold of)\s+(?:up\s+)?(?:the\s+)?(?!(?:graph|tree|chain|stack|of|rate)\b)(.{2,40})$/iu,
    escalate,
  ],
  [/\bG-?(\d{1,9})\b|^(\d{3,9})$/i, investigation],
  [/^(?:pr|pull request|mr|merge request|commit)\s*[#!]?(?=\w*\d)\w+$/i, (_, here) => change(here)],
];

const IN_STATEMENTS: readonly Phrase[] = [
  [new RegExp(`^(?:give|hand|pass|reassign|transfer|move)(?: ${ONCE})?(?: over)? to ${WHO}$`, "iu"), assign],
  [new RegExp(`^${WHO} (?:takes|is taking|will take|has|owns)(?: ${ONCE})?(?: over)?(?: from here)?$`, "iu"), assign],
  [new RegExp(`^(?:put|make) ${WHO} on[ -]?call\\b`, "iu"), override],
  [new RegExp(`^(?:swap|switch|change)(?: my)? on[ -]?call (?:with|to) ${WHO}`, "iu"), override],
  [new RegExp(`${WHO} (?:covers|is covering|will cover)\\b`, "iu"), override],
  [
    /^(?:can (?:somebody|someone) )?cover for me\b|^i(?:'m| am|m) (?:sick|ill|out)\b/i,
    (_, here) => override(["", ""], here),
  ],
  [
    /^(?:please )?(?:ping|tell|notify|remind|dm|message|text|alert|wake|let) (?:me|us)\b(?=.*\b(?:when|once|if|as soon as|in|at|after|know)\b)|^dm me$/i,
    (_, here) =>
      offered(
        "NOT DONE",
        "Gumshoe tells nobody apart. The thread says when it recovers; whoever acks is reminded while it fires; a snooze ends with a message.",
        [...buttonsOf(["ack", "snooze", "status"], here)],
      ),
  ],
  [/\b(?:sev|severity|priority|prio|p)[\s-]*(?:is |to |of )?([1-4])\b/i, severity],
  [/^(?:silence|mute|quiet|hush|suppress)\b.*?\b(\d{1,4}) ?(m|h|d)[a-z]*\b/i, quiet],
  [new RegExp(`^${SAID}\\b[\\s:,]*(.{2,})$`, "is"), ([, text = ""], here) => keep(text, here)],
  [
    new RegExp(
      `^(?:(?:fyi|ok|okay|so|just|now|we|i|we've|we have|i've|i have|we're|i'm|we are|i am)[\\s,:]+)*${DID}\\b.*$`,
      "is",
    ),
    ([text], here) => keep(text, here),
  ],
  [/^(?:it'?s |it is |its )?(?:resolved|fixed|solved)\b[\s,:;-]+(.{3,})$/is, ended],
];

/** Where no other phrase is found. */
const LAST: readonly Phrase[] = [[/\bpods?\b|\bcrash ?loop\w*|\bimage ?pull\w*/i, (_, here) => pods(here)]];

function onHypothesis(id: string, here: Here): Offer | undefined {
  const known = here.said.surroundings.thread?.hypotheses.find((each) => each.id === id.toLowerCase());
  if (!known) return undefined;
  const actions = ["accept", "discard", "why"].map((verb) =>
    prefixed(here, `${verb[0]?.toUpperCase()}${verb.slice(1)}`, [verb, known.id]),
  );
  return offered("HYPOTHESIS", `${known.id} is ${known.name}. Accept it, discard it, or see why.`, actions);
}

/** One that is open, named among other words. */
function investigation([, typed, bare]: readonly string[], { said }: Here): Offer | undefined {
  const named = said.surroundings.open.find(({ number }) => number === Number(typed ?? bare));
  if (!named) return undefined;
  const name = `G-${named.number}`;
  return offered("HERE", `${name} is ${withoutMiddle(named.title, 60)}.`, [
    { label: "Status", command: `${name} status` },
    { label: "Hypotheses", command: `${name} hyp` },
    { label: "Ack", command: `${name} ack` },
  ]);
}

function duplicate([, number = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered("NOT DONE", "Investigations are not merged. A note keeps that they belong together.", [
    prefixed(here, "Note", ["note", `same as G-${number}`]),
    { label: `G-${number}`, command: `G-${number} status` },
    ...buttonsOf(["close"], here),
  ]);
}

function assign([, who = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered("OFFER", `To give it to ${withoutMiddle(who, 40)}: assign ${withoutMiddle(who, 40)}.`, [
    prefixed(here, "Assign", ["assign", who]),
    ...buttonsOf(["status"], here),
  ]);
}

function escalate([, whom = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  const anybody = /^(?:somebody|someone|anybody|anyone|people|everybody|everyone)$/i.test(whom);
  return offered("OFFER", "Gumshoe calls no phone; escalate pages in the chat.", [
    prefixed(here, "Escalate", ["escalate", anybody ? "" : whom]),
    ...buttonsOf(["ack", "status"], here),
  ]);
}

function override([, who = ""]: readonly string[], here: Here): Offer {
  const name = who === "" ? "ben" : withoutMiddle(who, 40);
  return offered("OFFER", `To put somebody else on call, type: override ${name} from 18:00 to 22:00`, [
    { label: "On call", command: "oncall" },
    { label: "Help", command: "help override" },
    ...buttonsOf(["status"], { ...here, text: "" }),
  ]);
}

/** A change is found by its time and what it changed. */
function change(here: Here): Offer {
  return offered(
    "OFFER",
    "Changes are listed by time and resource, with the version or the pull request that they name.",
    [prefixed(here, "Changes", ["changes last 24h"]), ...buttonsOf(["status"], { ...here, text: "" })],
  );
}

/** Undefined where something is asked that Gumshoe does not do: "restart the pods". */
function pods(here: Here): Offer | undefined {
  return /\b(?:restart|reboot|kill|delete|scale|bounce|kubectl|logs?)\b/i.test(here.text)
    ? undefined
    : offered("OFFER", "Why pods do not run: cluster.", [
        prefixed(here, "Cluster", ["cluster"]),
        ...buttonsOf(["status"], { ...here, text: "" }),
      ]);
}

function severity([, level = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered("OFFER", `To set how bad it is: sev ${level}. 1 is the worst.`, [
    prefixed(here, `SEV${level}`, ["sev", level]),
    ...buttonsOf(["sev", "status"], here),
  ]);
}

function quiet([, count = "", unit = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  const text = "Snooze keeps it quiet here; once it is snoozed, mute-alarm has CloudWatch keep quiet, too.";
  return offered("OFFER", text, [
    prefixed(here, `Snooze ${count}${unit.toLowerCase()}`, ["snooze", `${count}${unit.toLowerCase()}`]),
    ...buttonsOf(["ack", "status"], here),
  ]);
}

function ended([, how = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered("OFFER", "To end the investigation: close, with what resolved it.", [
    prefixed(here, "Close", ["close", how.trim().slice(0, 300)]),
    ...buttonsOf(["status"], here),
  ]);
}

/** What somebody did is said for the others, so it is offered as a note. */
function keep(text: string, here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered("OFFER", "To keep it in the record, press Note.", [
    prefixed(here, "Note", ["note", text.trim().slice(0, 300)]),
    ...buttonsOf(["changes", "status"], here),
  ]);
}
