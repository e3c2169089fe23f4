import { withoutMiddle } from "../../card/number.ts";
import type { Said } from "../verb.ts";
import { match } from "./match.ts";
import { offer, refusal } from "./offer.ts";
import type { Understood } from "./understood.ts";
import { withoutEnding, wordsOf } from "./words.ts";

/** Runs a verb on the investigation that its object names by title; without an object, on the thread's or the named one. */
export function onInvestigation(said: Said, word: string, run: (said: Said) => Understood): Understood {
  const object = withoutEnding(said.rest).replace(BEFORE_NAME, "").replace(BEHIND_NAME, "").trim();
  if (object === "") return run(said);
  const number = /^G ?-?(\d{1,9})$/i.exec(object)?.[1] ?? openNamed(object, said.surroundings.open);
  if (number !== undefined) return run({ ...said, investigation: Number(number) });
  if (isAll(object)) return eachOf(said, word);
  const [first, second] = wordsOf(object);
  const exact = second === undefined && (first?.quoted ?? false);
  const found = match(object.replaceAll('"', ""), exact, said.surroundings.open, ({ title }) => title);
  switch (found.type) {
    case "one":
      return run({ ...said, investigation: found.item.number });
    case "several":
      return severalOpen(word, object, found.items);
    case "none":
      return refusal(`No open investigation is called ${withoutMiddle(object, 60)}. To list them: status`);
    default:
      return found satisfies never;
  }
}

/** The number of the one open investigation that a text names exactly, by its number or its title. */
export function openNamed(
  text: string,
  open: readonly { readonly number: number; readonly title: string }[],
): number | undefined {
  const wanted = text.replace(/^(?:G-?|#)(?=\d)/i, "").toLowerCase();
  const [only, another] = open.filter(
    ({ number, title }) => String(number) === wanted || title.toLowerCase() === wanted,
  );
  return another === undefined ? only?.number : undefined;
}

/** "this", "the alarm": the investigation that is spoken of; "the checkout-5xx alarm" is called checkout-5xx. */
const BEFORE_NAME = /^(?:(?:it|this|that|here|the|my|our|of|for)(?: one)?(?=\s|$)\s*)+/i;
const BEHIND_NAME = /(?:^|\s)(?:alarm|alert|incident|investigation|one|thread)$/i;

/** "all", "all of them", "everything open": every investigation, and none by its name. */
export function isAll(object: string): boolean {
  return ALL.test(object);
}

const ALL =
  /^(?:all|everything|both|them|these|those)(?: of)?(?: (?:it|them|these|those|the|open|other|old|resolved|recovered|alarms|alerts|incidents|investigations|ones))*(?: (?:but|except|besides)\b.*)?$/i;
/** "all but 1001" */
const BUT = /\b(?:but|except|besides)\b.*$/i;

/** Several at once are not decided with one command: each is a button. */
export function eachOf({ rest, surroundings }: Said, word: string): Understood {
  const words = (BUT.exec(rest)?.[0] ?? "").toLowerCase().split(/[\s,]+/);
  const kept = new Set(words.map((word) => word.replace(/^(?:g-?|#)(?=\d)/, "")));
  const open = surroundings.open.filter(
    ({ number, title }) => !kept.has(String(number)) && !kept.has(title.toLowerCase()),
  );
  if (open.length === 0) return refusal("No investigation is open.");
  const actions = open.slice(0, 5).map(({ number }) => ({ label: `G-${number}`, command: `G-${number} ${word}` }));
  const more = open.length > 5 ? ` ${open.length} are open; to list them: open` : "";
  return offer("ONE AT A TIME", `Each is decided by itself.${more}`, actions);
}

/** Two to five investigations as buttons; for more, only their number. */
export function severalOpen(
  word: string,
  object: string,
  items: readonly { readonly number: number; readonly title: string }[],
): Understood {
  const name = withoutMiddle(object, 60);
  if (items.length > 5) return refusal(`${items.length} open investigations match ${name}: say more.`);
  const list = items.map(({ number, title }) => `G-${number} ${title}`).join(", ");
  const actions = items.map(({ number }) => ({ label: `G-${number}`, command: `G-${number} ${word}` }));
  return offer("WHICH ONE", `${items.length} match ${name}: ${list}`, actions);
}
