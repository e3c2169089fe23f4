import type { Action } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import { offerCard } from "../../card/reply.ts";
import { closestVerb } from "./find-verb.ts";
import { nearest } from "./nearest.ts";
import { offer } from "./offer.ts";
import { isForeign } from "./sentence/foreign.ts";
import { readSentence, type Sentence } from "./sentence/read-sentence.ts";
import { buttonsOf, type Here, hereOf, usefulHere } from "./sentence/ways.ts";
import { firstWord, type TextContext, typed, verbIn } from "./typed.ts";
import type { Understood } from "./understood.ts";

/** Refuses a text with the nearest things that would work. `near`: a command that answers a part of it. */
export function notUnderstood(text: string, around: TextContext, near?: string): Understood {
  const sentence = readSentence(text, around.zone, around.surroundings);
  const here = hereOf(around, text, sentence);
  const useful = here.component === undefined ? usefulHere(here) : buttonsOf(["errors", "changes", "logs"], here);
  if (near === undefined && isForeign(text)) {
    return offer("HERE", "Gumshoe reads English; each button is a command.", useful);
  }
  const slip = slipOf(sentence, around);
  if (slip) {
    const corrected = text.replace(slip.word, slip.name);
    const number = around.investigation ?? around.surroundings.thread?.number;
    const command = number === undefined ? corrected : `G-${number} ${corrected}`;
    const meant = `Not understood: ${withoutMiddle(slip.word, 40)}. Did you mean: ${withoutMiddle(corrected, 80)}`;
    return offer("NOT DONE", meant, [{ label: slip.name, command }, ...useful.slice(0, 1)]);
  }
  // Its own mark at the end would stand before the full stop: "why??."
  const cut = withoutMiddle(text.replace(/[\s?!.,;:…]+$/u, "") || text, 40);
  if (near !== undefined) {
    const part = `Not all of this is understood: ${cut}. Nearest: ${withoutMiddle(near, 60)}`;
    const nearest = actionOf(near, around);
    const other = useful.find(({ command }) => command !== nearest.command);
    return offer("NOT DONE", part, other ? [nearest, other] : [nearest]);
  }
  const { word, after } = firstWord(text);
  const closest = closestVerb(word);
  const prose = text.split(/\s+/).length > 2;
  if (closest !== undefined && !(prose && word.length <= 3)) {
    const action = actionOf(`${closest}${after.trimEnd()}`, around);
    const meant = `Not understood: ${withoutMiddle(word, 40)}. Did you mean: ${withoutMiddle(action.command, 80)}`;
    return offer("NOT DONE", meant, [action, HELP]);
  }
  if (prose) return offer("NOT DONE", `Not understood: ${cut}. To look for a cause, or to keep it:`, keeping(here));
  return offer("NOT DONE", `Not understood: ${cut}. What works here:`, useful);
}

/** A word of five letters or more that is nearly the name of a component; shorter ones have too many neighbours. */
function slipOf(
  sentence: Sentence | undefined,
  { surroundings }: TextContext,
): { word: string; name: string } | undefined {
  const words = sentence?.component === undefined ? (sentence?.unknown ?? []).filter(({ length }) => length > 4) : [];
  return words.flatMap((word) =>
    nearest(word, surroundings.components)
      .slice(0, 1)
      .map((name) => ({ word, name })),
  )[0];
}

const HELP: Action = { label: "Help", command: "help" };

function keeping(here: Here): readonly Action[] {
  return [...buttonsOf(["investigate", "note"], here), HELP];
}

/** A refusal that has no buttons, with the verb itself where it works alone, what it can be said of, and its help. */
export function withWays(refused: Understood, text: string, around: TextContext): Understood {
  if (refused.type !== "reply" || refused.card.blocks.some(({ type }) => type === "actions")) return refused;
  const found = verbIn(text);
  const useful = usefulHere({ said: around, text: "" });
  const own = found ? aloneOrChosen(found.name, around) : [];
  const nearest = own.length > 0 ? own.slice(0, 4) : useful.slice(0, found ? 1 : 2);
  const help = found ? { label: "Help", command: `help ${found.name}` } : HELP;
  const { blocks } = offerCard("", "", [...nearest, help]);
  return { type: "reply", card: { ...refused.card, blocks: [...refused.card.blocks, ...blocks.slice(1)] } };
}

/** The verb without anything behind it, or the choices that it then gives. */
function aloneOrChosen(name: string, around: TextContext): readonly Action[] {
  const alone = typed(name, around);
  if (alone?.type !== "reply") return verbIn(name)?.verb.readOnly ? [actionOf(name, around)] : [];
  if (alone.card.title !== "WHICH ONE") return [];
  return alone.card.blocks.flatMap((block) => (block.type === "actions" ? block.actions : []));
}

/** A button for a command; it names the investigation that is spoken of, unless it names one or needs none. */
function actionOf(command: string, { investigation, surroundings }: TextContext): Action {
  const { word, after } = firstWord(command.replace(/^G-\d+ /, ""));
  const number = investigation ?? surroundings.thread?.number;
  const alone = /^G-\d/.test(command) || word === "help" || (word === "investigate" && after.trim() !== "");
  const label = `${word[0]?.toUpperCase()}${word.slice(1)}`;
  return { label, command: number === undefined || alone ? command : `G-${number} ${command}` };
}
