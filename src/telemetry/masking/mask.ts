import { createKnownTexts, type KnownTexts } from "./known-texts.ts";
import type { SecretShape } from "./secret-shape.ts";
import { SECRETS } from "./secrets.ts";

/** What one mark sets free may be a secret itself; more rounds than this are not worth their time. */
const ROUNDS = 10;

/** Characters without a width: a key that was copied out of a document may hold some, and is one all the same. */
const UNSEEN = /[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/g;

/** A text without keys, tokens, passwords, e-mail addresses and card numbers: each is replaced by what it was. Idempotent. */
export function mask(text: string): string {
  return maskBy(text, SECRETS, clean);
}

/** What a person says without keys, tokens and passwords; people name each other by their addresses. */
export function maskSaid(text: string): string {
  return maskBy(text, OF_PROGRAMS, cleanSaid);
}

/** The same alarm says the same names again and again: what is known to hold no secret is not searched once more. */
const [clean, cleanNames, cleanSaid] = [createKnownTexts(), createKnownTexts(), createKnownTexts()];

const OF_PROGRAMS = SECRETS.filter(({ what }) => what !== "e-mail" && what !== "card number");

const ALONE = SECRETS.filter(({ alone }) => alone);

/** A name of a resource without secrets that are recognized by themselves: `auth-token:42` and `ana@example.com` are names. */
export function maskName(name: string): string {
  return /[\s=]/.test(name) ? mask(name) : maskBy(name, ALONE, cleanNames);
}

function maskBy(text: string, shapes: readonly SecretShape[], known: KnownTexts): string {
  if (known.has(text)) return text;
  const seen = text.replaceAll(UNSEEN, "");
  const masked = inRounds(seen, shapes);
  if (masked !== seen) return masked;
  known.add(text);
  return text;
}

/** Whether a text holds a secret, or held one that is hidden by now. */
export function hasSecret(text: string): boolean {
  return mask(text) !== text || /\[[a-z -]{1,20} hidden\]/i.test(text);
}

function inRounds(text: string, shapes: readonly SecretShape[]): string {
  let masked = text;
  for (let round = 0; round < ROUNDS; round++) {
    const before = masked;
    masked = once(before, shapes);
    if (masked === before) break;
  }
  return masked;
}

function once(text: string, shapes: readonly SecretShape[]): string {
  // Several shapes need the same: it is looked for once, until a replacement brings new words.
  const lacks = new Set<NonNullable<SecretShape["needs"]>>();
  let left = text;
  for (const { what, needs, shape, is } of shapes) {
    if (needs && lacks.has(needs)) continue;
    if (needs?.test(left) === false) {
      lacks.add(needs);
      continue;
    }
    const before = left;
    left = before.replaceAll(shape, (found) => (is === undefined || is(found) ? `[${what} hidden]` : found));
    if (left !== before) lacks.clear();
  }
  return left;
}
