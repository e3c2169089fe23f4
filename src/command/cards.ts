import type { Action, Block, Card } from "../card/card.ts";
import { withoutMiddle } from "../card/number.ts";
import { offerCard } from "../card/reply.ts";
import type { Verb } from "./verb.ts";
import { verbGroups, verbs } from "./verbs.ts";

const HELP: Action = { label: "Help", command: "help" };

/** All verbs in a table for each group, or one verb in full. */
export function helpCard(verb?: string): Card {
  if (verb === undefined) return allVerbs();
  if (Object.hasOwn(verbs, verb) && verbs[verb]) return oneVerb(verbs[verb]);
  return noSuchVerb(verb, []);
}

function allVerbs(): Card {
  const tables = Object.entries(verbGroups).flatMap(([heading, group]): readonly Block[] => [
    { type: "heading", text: heading },
    {
      type: "table",
      columns: [{ name: "Type" }, { name: "It does" }],
      rows: Object.values(group).map(({ usage, help }) => [usage, help]),
    },
  ]);
  return {
    title: "HELP",
    tone: "neutral",
    blocks: [
      ...tables,
      {
        type: "context",
        text: "In front of each: G-1042, to name an investigation. In its thread it may be left out.",
      },
      { type: "context", text: "Times: last 30m, since 02:40, between 9 and 10, yesterday. help metrics says more." },
    ],
    push: "HELP: what can be typed",
  };
}

function oneVerb({ usage, help, example, more = [] }: Verb): Card {
  const lines: Block[] = more.map((text) => ({ type: "context", text }));
  return {
    title: `HELP ${usage}`,
    tone: "neutral",
    blocks: [{ type: "text", text: help }, { type: "quote", text: example }, ...lines],
    push: withoutMiddle(`HELP ${usage}: ${help}`, 80),
  };
}

/** "There is no verb stats", with the probable commands as buttons. */
export function noSuchVerb(word: string, offers: readonly Action[]): Card {
  const text = `There is no verb ${withoutMiddle(word, 40)}.`;
  const [only, another] = offers;
  const meant = only && !another ? ` Did you mean: ${withoutMiddle(only.command, 80)}` : "";
  return offerCard("NOT DONE", `${text}${meant}`, [...offers.filter(({ command }) => command !== HELP.command), HELP]);
}
