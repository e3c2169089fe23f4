import { HYPOTHESIS, onHypothesis } from "./hypothesis-phrase.ts";
import {
  assign,
  change,
  duplicate,
  ended,
  escalate,
  investigation,
  keep,
  later,
  override,
  person,
  pods,
  quiet,
  refrain,
  severity,
  unsnooze,
} from "./phrase-offers.ts";
import type { Sentence } from "./read-sentence.ts";
import { buttonsOf, type Here } from "./ways.ts";
import { type Offer, offered } from "./which-one.ts";

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
  [/\b(?:cancel|end|stop|undo|remove|lift)\b.*\bsnooz/i, (_, here) => unsnooze(here)],
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
