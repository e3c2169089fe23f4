import { withoutMiddle } from "../../card/number.ts";
import type { Said } from "../verb.ts";
import { folded } from "./match.ts";
import { nearest } from "./nearest.ts";
import { offer } from "./offer.ts";
import type { Understood } from "./understood.ts";

/** A plain word of so many letters can be a component's name with a typing error; paths, ARNs and numbered names are exact. */
const PLAIN = /^[a-z](?:[a-z-]{3,62})[a-z]$/i;

/**
 * Offers the components whose names are near a name that no component has; undefined where the name is known, far from all, or quoted.
 * `command`: the command with another name. The last button is the name as it was typed: resources have names that no graph knows.
 */
export function otherName(said: Said, name: string, command: (name: string) => string): Understood | undefined {
  const { components, thread } = said.surroundings;
  if (!said.addressed || !PLAIN.test(name)) return undefined;
  const known = [...components, ...(thread?.hypotheses.map((each) => each.name) ?? []), thread?.component ?? ""];
  const wanted = folded(name).join(" ");
  if (known.some((each) => folded(each).join(" ") === wanted)) return undefined;
  const near = nearest(name, components).slice(0, 4);
  if (near.length === 0) return undefined;
  const number = said.investigation ?? thread?.number;
  const before = number === undefined ? "" : `G-${number} `;
  const time = said.time === undefined ? "" : ` ${said.time.typed}`;
  const text = `There is no component ${withoutMiddle(name, 60)}. Closest: ${near.join(", ")}`;
  const actions = [
    ...near.map((each) => ({ label: each, command: `${before}${command(each)}${time}` })),
    { label: name, command: `${before}${command(`"${name}"`)}${time}` },
  ];
  return offer("WHICH ONE", text, actions);
}
