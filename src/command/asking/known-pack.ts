import type { Pack } from "../../packs/pack.ts";
import { packNamed, packs } from "../../packs/packs.ts";
import { nearestWords } from "../grammar/nearest.ts";
import { refusal } from "../grammar/offer.ts";
import type { Understood } from "../grammar/understood.ts";

/** The pack of a typed name, or the answer that there is none. */
export function knownPack(name: string): { readonly pack: Pack } | { readonly unknown: Understood } {
  const pack = packNamed(name);
  if (pack) return { pack };
  const names = packs.map(({ service }) => service);
  return { unknown: refusal(`There is no pack ${name.slice(0, 60)}. ${nearestWords(name, names)}. All: packs`) };
}
