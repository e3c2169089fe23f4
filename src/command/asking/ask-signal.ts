import { withoutMiddle } from "../../card/number.ts";
import { firstComponents } from "../grammar/first-components.ts";
import { match } from "../grammar/match.ts";
import { nearest } from "../grammar/nearest.ts";
import { offer, refusal } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { quoted, withoutEnding, wordsOf } from "../grammar/words.ts";
import { lastSeconds } from "../time/time.ts";
import type { Said } from "../verb.ts";

/** The default window of a short metric, seconds. */
const BACK = 3 * 3600;

/** Parses a short metric of a component: "errors of checkout". */
export function askSignal(said: Said, signal: string, text: string): Understood {
  const named = withoutEnding(text.replace(/^\s*(?:(?:of|for|on|in|at|from) +)?(?:the +)?/i, ""));
  const object = named.replace(BAND, "");
  const band = object !== named;
  const { components, thread } = said.surroundings;
  if (said.apart !== undefined || /\scompared?\b/i.test(object)) return refusal(NOT_COMPARED);
  const own = said.investigation === undefined || said.investigation === thread?.number ? thread?.component : undefined;
  if (object === "" && own !== undefined && said.addressed) return ask(said, signal, own, band);
  if (object === "") return whose(said, signal);
  const [first, second] = wordsOf(object);
  const name = object.replaceAll('"', "").trim();
  if (components.length === 0 && said.addressed) return ask(said, signal, name, band);
  const exact = second === undefined && (first?.quoted ?? false);
  const found = match(name, exact, components, (component) => component);
  switch (found.type) {
    case "one":
      if (!found.exact && !said.addressed) return unknown(said, signal, name);
      return ask(said, signal, found.item, band);
    case "several":
      return several(said, signal, name, found.items);
    case "none":
      return leftOver(name, components) ?? unknown(said, signal, name);
    default:
      return found satisfies never;
  }
}

/** The word `band` after a component's name, which may be "band" itself. */
const BAND = /(?<=\S)\s+(?:with (?:its |the )?)?band$/i;

function ask(said: Said, signal: string, component: string, band: boolean): Understood {
  const { window, words } = said.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
  const understood = `${signal} of ${component}${band ? " with its band" : ""}, ${words}`;
  const question = { type: "signal", signal, component, window, ...(band && { band }) } as const;
  return commandOf(said, { type: "ask", question, understood }, understood);
}

function whose(said: Said, signal: string): Understood {
  const named = firstComponents(said.surroundings).slice(0, 5);
  const text = `Which component? Type: ${signal} of <component>`;
  return offer(
    "WHICH ONE",
    text,
    named.map((name) => button(said, signal, name)),
  );
}

function several(said: Said, signal: string, name: string, items: readonly string[]): Understood {
  const typed = withoutMiddle(name, 60);
  if (items.length > 5) return refusal(`${items.length} components match ${typed}: say more.`);
  const text = `${items.length} components match ${typed}: ${items.join(", ")}`;
  return offer(
    "WHICH ONE",
    text,
    items.map((item) => button(said, signal, item)),
  );
}

const NOT_COMPARED =
  "Only plain metrics are compared with an earlier time. Type: metrics AWS/Lambda Errors FunctionName=checkout compare yesterday";

/** The error about unknown words after a component's name, mostly a wrong time. */
function leftOver(name: string, components: readonly string[]): Understood | undefined {
  const words = name.split(/\s+/);
  const known = (count: number): boolean =>
    components.some((component) => component.toLowerCase() === words.slice(0, count).join(" ").toLowerCase());
  const count = words.findLastIndex((_, index) => index > 0 && known(index));
  if (count < 1) return undefined;
  const [component, rest] = [words.slice(0, count).join(" "), words.slice(count).join(" ")];
  return refusal(
    `Not understood after ${component}: ${withoutMiddle(rest, 60)}. Times: last 30m, since 02:40, yesterday.`,
  );
}

function unknown(said: Said, signal: string, name: string): Understood {
  const near = nearest(name, said.surroundings.components);
  const first = firstComponents(said.surroundings).slice(0, 5);
  const text = `There is no component ${withoutMiddle(name, 60)}. ${near.length > 0 ? "Closest:" : `Known: ${first.join(", ")}`}`;
  return offer(
    "NOT DONE",
    text,
    (near.length > 0 ? near : first.slice(0, 2)).map((item) => button(said, signal, item)),
  );
}

function button(said: Said, signal: string, component: string): { label: string; command: string } {
  const number = said.investigation ?? said.surroundings.thread?.number;
  const parts = [
    number === undefined ? "" : `G-${number}`,
    "metrics",
    signal,
    quoted(component),
    said.time?.typed ?? "",
  ];
  return { label: component, command: parts.filter((part) => part !== "").join(" ") };
}
