import { offer } from "./offer.ts";
import { firstWord, type TextContext, verbIn } from "./typed.ts";
import type { Understood } from "./understood.ts";

/** Several investigations or hypotheses with one verb: nothing is decided for more than one at once, so each is a button. */
export function several(text: string, around: TextContext): Understood | undefined {
  return investigations(text, around) ?? hypotheses(text, around);
}

interface Listed {
  readonly items: readonly string[];
  readonly rest: string;
}

/** "ack G-1001 & G-1009", "G-1001 and G-1009 ack", "snooze 1001, 1009 1h". */
function investigations(text: string, around: TextContext): Understood | undefined {
  const named = (word: string): string | undefined => investigationOf(word, around);
  const spaced = text.replace(/\bG -?(?=\d)/gi, "G-");
  const front = listed(spaced, named);
  if (front.items.length > 1 && verbIn(front.rest)) return each(front.items, (item) => `${item} ${front.rest}`);
  const found = verbIn(spaced);
  if (!found || (found.verb.freeText && found.name !== "close")) return undefined;
  const { items, rest } = listed(firstWord(spaced).after, named);
  return items.length > 1 ? each(items, (item) => `${item} ${found.name} ${rest}`.trimEnd()) : undefined;
}

const OF_HYPOTHESES: ReadonlySet<string> = new Set(["accept", "discard", "restore", "why"]);

/** "discard h1 and h2, traffic is flat". In "discard h1, h2 explains it better" the second one belongs to the reason. */
function hypotheses(text: string, { investigation, surroundings }: TextContext): Understood | undefined {
  const [, number, said = text] = /^G-?(\d{1,9})[\s:,]+(.*)$/is.exec(text) ?? [];
  const found = verbIn(said);
  if (!found || !OF_HYPOTHESES.has(found.name)) return undefined;
  const { items, rest } = listed(firstWord(said).after, (word) => /^h\d{1,4}$/i.exec(word)?.[0].toLowerCase());
  if (items.length < 2 || !/^(?:$|because\b|since\b|as\b|for\b|[.,;:!?-])/i.test(rest)) return undefined;
  const spokenOf = number ?? investigation ?? surroundings.thread?.number;
  const before = spokenOf === undefined ? "" : `G-${spokenOf} `;
  const reason = found.name === "discard" ? rest.replace(/^[\s.,;:!?-]+/, "") : "";
  return each(items, (item) => `${before}${found.name} ${item} ${reason}`.trimEnd());
}

function each(items: readonly string[], command: (item: string) => string): Understood {
  const actions = items.slice(0, 5).map((item) => ({ label: item, command: command(item) }));
  return offer("ONE AT A TIME", "Each is a command of its own.", actions);
}

const BETWEEN = /^(?:\s*(?:[,&+/]|(?:and|or|plus|both|the)\s))*\s*/i;

/** The names at the beginning of a text, and what stands behind them. */
function listed(text: string, nameOf: (word: string) => string | undefined): Listed {
  const items: string[] = [];
  let rest = text.trim();
  for (;;) {
    const after = rest.slice(BETWEEN.exec(rest)?.[0].length ?? 0);
    const word = /^[^\s,&+/;:!?.]+/.exec(after)?.[0] ?? "";
    const name = nameOf(word);
    if (name === undefined) return { items: [...new Set(items)], rest };
    items.push(name);
    rest = after.slice(word.length).trim();
  }
}

/** "G-1009" of "g1009", "#1009", of the number or the title of an open one, and of "this" in a thread. */
function investigationOf(word: string, { surroundings: { open, thread } }: TextContext): string | undefined {
  const [, marked] = /^(?:G-?|#)(\d{1,9})$/i.exec(word) ?? [];
  if (marked !== undefined) return `G-${Number(marked)}`;
  if (/^(?:this|it)$/i.test(word)) return thread && `G-${thread.number}`;
  const [only, another] = open.filter(
    ({ number, title }) => String(number) === word || title.toLowerCase() === word.toLowerCase(),
  );
  return only && !another ? `G-${only.number}` : undefined;
}
