import { withoutMiddle } from "../../../card/number.ts";
import { HYPOTHESIS, onHypothesis } from "./hypothesis-phrase.ts";
import type { Sentence } from "./read-sentence.ts";
import { firstName } from "./record-names.ts";
import { meaningOf } from "./vocabulary.ts";
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

/** "Don't close it yet", "please do not page ben", "no snooze". */
const REFRAINS =
  /^(?:no[\s,]+)?(?:(?:please )?(?:do not|don'?t|dont|never(?! mind)|not|no need to)\b.*?|no )\b(ack(?:nowledge)?|close|accept|discard|restore|reopen|snooze|page|escalate|assign|mute|investigate|ticket)\b/i;
/** "Look again in 10 minutes", "check again at 3:30". */
const LATER = /\bagain (?:in (?:an?|\d+|one|two|five|ten|half)\b|at \d|later|tomorrow)/i;
/** "The rollback is done", "I will restart orders". */
const DEED = `(?:roll ?-?back|rolling back|restart|revert|failover|fail(?:ing)? over|redeploy|scale[- ]?(?:up|out|down)?|deploy|fix|hotfix)`;

const IN_QUESTIONS: readonly Phrase[] = [
  [REFRAINS, ([, verb = ""], here) => refrain(verb, here)],
  [HYPOTHESIS, ([, number = ""], here) => onHypothesis(`h${number}`, here)],
  [LATER, (_, here) => later(here)],
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
  [/\b(?:sev|severity|priority|prio|p)[\s-]*(?:is |to |of )?([1-4]|one|two|three|four)\b/i, severity],
  [/^(?:silence|mute|quiet|hush|suppress)\b.*?\b(\d{1,4}) ?(m|h|d)[a-z]*\b/i, quiet],
  [new RegExp(`^${SAID}\\b[\\s:,]*(.{2,})$`, "is"), ([, text = ""], here) => keep(text, here)],
  [
    new RegExp(
      `^(?:(?:fyi|ok|okay|so|just|now|we|i|we've|we have|i've|i have|we're|i'm|we are|i am)[\\s,:]+)*${DID}\\b.*$`,
      "is",
    ),
    ([text], here) => keep(text, here),
  ],
  [
    new RegExp(
      `^(?:the )?${DEED}(?: of [\\w-]+)? (?:is|was|has|went)?\\s*(?:been )?(?:done|finish(?:ed)?|completed?|through|live|out|running|started|in progress)$`,
      "i",
    ),
    ([text], here) => keep(text, here),
  ],
  [
    new RegExp(
      `^(?:i|we)(?:'ll| will| make| do|'m going to| am going to|'m gonna| am doing| are doing)\\b.*\\b${DEED}\\b.*$`,
      "i",
    ),
    ([text], here) => keep(text, here),
  ],
  [/^note(?:d(?:[\s,:]+that)?|s\s*:)[\s,:]+(.{3,})$/is, ([, text = ""], here) => keep(text, here)],
  [/^(?!close)[^?]*\bclose (?:it|this|that)(?: now)?(?:[\s,:-]+(?:with|because|as|since|:)?\s*(.{3,}))$/is, ended],
  [/^(?:it'?s |it is |its )?(?:resolved|fixed|solved)\b[\s,:;-]+(.{3,})$/is, ended],
];

/** Where no other phrase is found. */
const LAST: readonly Phrase[] = [
  [new RegExp(`^who(?: is|'s|s) ${WHO}[?!.]*$`, "iu"), person],
  [/\bpods?\b|\bcrash ?loop\w*|\bimage ?pull\w*/i, (_, here) => pods(here)],
];

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

/** What somebody wants not to be done is not done, and is no note either. */
function refrain(verb: string, here: Here): Offer {
  return offered(
    "HERE",
    `Nothing was changed: ${verb.toLowerCase()} was not run.`,
    buttonsOf(["status", "hyp", "help"], { ...here, text: "" }),
  );
}

function later(here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  return offered(
    "NOT DONE",
    "No look is planned for a time that people name: while it fires, Gumshoe looks again by itself. To look now: investigate",
    [prefixed(here, "Look again", ["investigate"]), ...buttonsOf(["status"], { ...here, text: "" })],
  );
}

/** Somebody who did nothing in this investigation. */
function person([, name = ""]: readonly string[], here: Here): Offer | undefined {
  const plain = name.toLowerCase().replace(/^@/, "");
  const isKnown = here.said.surroundings.thread?.people?.some((each) => firstName(each) === plain);
  if (isKnown || [plain, `is ${plain}`].some((words) => meaningOf(words) !== undefined)) return undefined;
  const text = `${withoutMiddle(name, 40)} did nothing here yet. People are named by what they do here, or by the file of who is on call.`;
  const who = numberHere(here) === undefined ? [] : [prefixed(here, "Who", ["who"])];
  return offered("NOT DONE", text, [...who, { label: "On call", command: "oncall" }]);
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

function severity([, said = ""]: readonly string[], here: Here): Offer | undefined {
  if (numberHere(here) === undefined) return undefined;
  const level = { one: "1", two: "2", three: "3", four: "4" }[said.toLowerCase()] ?? said;
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
