import { folded } from "../match.ts";
import type { Sentence } from "./read-sentence.ts";
import { type Here, numberHere } from "./ways.ts";
import type { OpenInvestigation } from "./which-one.ts";

/** The open investigations that a sentence names: by title, else by a component that stands in the title. */
export function openAbout({ titled, component }: Sentence, { said }: Here): readonly OpenInvestigation[] {
  if (titled.length > 0) return titled;
  if (component === undefined) return [];
  const wanted = folded(component).join(" ");
  return said.surroundings.open.filter(({ title }) => ` ${folded(title).join(" ")} `.includes(` ${wanted} `));
}

/** "G-1042" of the one investigation that is meant; empty for the thread's own, undefined for none or several. */
export function oneMeant(sentence: Sentence, here: Here): string | undefined {
  const { thread } = here.said.surroundings;
  const named =
    sentence.titled.length > 0 || (sentence.component !== undefined && sentence.component !== thread?.component);
  if (!named && numberHere(here) !== undefined) return "";
  const [only, another] = openAbout(sentence, here);
  return only && !another ? `G-${only.number}` : undefined;
}

/** The investigation whose record is meant: the one that is named, else the thread's, else the only one that it can be about. */
export function recordMeant(sentence: Sentence, here: Here): number | undefined {
  const [only, another] = openAbout(sentence, here);
  if (sentence.titled.length > 0) return another ? undefined : only?.number;
  const [open, more] = here.said.surroundings.open;
  const alone = sentence.component === undefined && !more ? open?.number : undefined;
  return numberHere(here) ?? (another ? undefined : only?.number) ?? alone;
}
