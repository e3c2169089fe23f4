import type { Block, Card } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import type { Pack } from "../../packs/pack.ts";
import { packs } from "../../packs/packs.ts";
import { planOf } from "../asking/apply-alarms.ts";
import { knownPack } from "../asking/known-pack.ts";
import { namedQuestion, valueForms } from "../asking/named-question.ts";
import { usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEnding, wordsOf } from "../grammar/words.ts";
import { lastSeconds } from "../time/time.ts";
import type { Said, Verb } from "../verb.ts";

const packForm = { usage: "pack <name> [resource]", example: "pack lambda" };

/** Lists what is known about AWS's systems, or shows how the resources of one are. */
export const pack: Verb = {
  ...packForm,
  help: "Show how an AWS system's resources are",
  more: ["Without a name: all systems that Gumshoe knows.", "Of one resource: pack lambda checkout"],
  readOnly: true,
  shortest: "pack",
  aliases: ["packs"],
  overheard: { rest: /^$/ },
  parse: (said) => {
    const [name, resource, beyond] = wordsOf(withoutEnding(said.rest));
    if (!name) return { type: "reply", card: allPacks() };
    if (beyond) return usage(`Not understood: ${beyond.text.slice(0, 60)}.`, packForm);
    const known = knownPack(name.text);
    if ("unknown" in known) return known.unknown;
    const { service } = known.pack;
    const question = { type: "pack", pack: service, ...(resource && { resource: resource.text }) } as const;
    const understood = resource ? `${service} ${resource.text.slice(0, 60)}` : `pack ${service}`;
    return commandOf(said, { type: "ask", question, understood }, understood);
  },
};

const askForm = { usage: "ask <pack> <query> [name=value…] [time]", example: "ask lambda slowest function=checkout" };
/** The window of a query that names none, seconds. */
const BACK = 10_800;

/** Asks a named query of a pack. */
export const ask: Verb = {
  ...askForm,
  help: "Ask an everyday question about AWS",
  more: ["Its queries, and what they take: ask lambda"],
  readOnly: true,
  shortest: false,
  takesTime: true,
  parse: (said) => {
    const [name, id, ...given] = wordsOf(withoutEnding(said.rest));
    if (!name) return usage("Ask which pack?", askForm);
    const known = knownPack(name.text);
    if ("unknown" in known) return known.unknown;
    if (!id) return { type: "reply", card: queriesOf(known.pack) };
    return asked(
      said,
      known.pack,
      id.text,
      given.map(({ text }) => text),
    );
  },
};

function asked(said: Said, { service, queries }: Pack, id: string, given: readonly string[]): Understood {
  const query = queries.find((each) => each.id === id.toLowerCase());
  const form = {
    usage: `ask ${service} ${queries.map((each) => each.id).join("|")} [name=value…] [time]`,
    ...exampleOf(service, query ?? queries[0]),
  };
  if (!query) return usage(`${service} has no query ${id.slice(0, 60)}.`, form);
  const values = new Map<string, string>();
  for (const text of given) {
    const [, name, value] = /^([A-Za-z]\w{0,63})=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) return usage(`Not understood: ${text.slice(0, 60)}.`, form);
    values.set(name, value);
  }
  const { window, words } = said.time ?? lastSeconds(query.back ?? BACK, said.zone, said.surroundings.now);
  const question = namedQuestion(service, query, values, window, said.surroundings.now);
  if ("wrong" in question) return usage(question.wrong, form);
  const of = [...values.values()].join(", ");
  const understood = withoutMiddle(`${query.asks}${of === "" ? "" : `: ${of}`}, ${words}`, 120);
  return commandOf(said, { type: "ask", question, understood }, understood);
}

function exampleOf(service: string, query: Pack["queries"][number] | undefined): { readonly example: string } {
  return { example: query ? commandTo(service, query) : "packs" };
}

function commandTo(service: string, query: Pack["queries"][number]): string {
  return `ask ${service} ${query.id} ${valueForms(query)}`.trim();
}

const recommendForm = { usage: "recommend <pack> [resource] [notify <topic arn>]", example: "recommend lambda" };

/** Shows which recommended alarms are missing, and what they cost. */
export const recommend: Verb = {
  ...recommendForm,
  help: "List recommended alarms that are missing",
  more: ["Operators create them with the button below the list. notify <topic arn> says whom they tell."],
  readOnly: true,
  shortest: "recommend",
  parse: (said) => planOf(said, said.rest, recommendForm),
};

/** All packs: what each is about, and how much it knows. */
function allPacks(): Card {
  const table: Block = {
    type: "table",
    columns: [
      { name: "Type" },
      { name: "About" },
      { name: "Rules", numeric: true },
      { name: "Alarms", numeric: true },
      { name: "Queries", numeric: true },
    ],
    rows: packs.map(({ service, title, rules, alarms, queries }) => [
      `pack ${service}`,
      title,
      ...[rules, alarms, queries].map(({ length }) => String(length)),
    ]),
  };
  const title = `PACKS ${packs.length}`;
  const more = "Alarms that are missing: recommend lambda. Everyday questions: ask lambda";
  const text = `Which one? Type: ${packForm.usage}`;
  const blocks: readonly Block[] = [{ type: "text", text }, table, { type: "context", text: more }];
  return { title, tone: "neutral", blocks, push: title };
}

/** The queries of a pack, as they are typed. */
function queriesOf({ service, title, queries }: Pack): Card {
  const rows = queries.map((query) => [commandTo(service, query), query.asks]);
  return {
    title: `ASK ${service}`,
    tone: "neutral",
    blocks: [{ type: "table", columns: [{ name: "Type" }, { name: title }], rows }],
    push: withoutMiddle(`ASK ${service}: ${queries.map(({ id }) => id).join(", ")}`, 80),
  };
}
