import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { withoutEnd, withoutMiddle } from "../../card/number.ts";

/** The path of the bundled font. */
export const fontFile = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");

/** The most letters of a text that are measured, so that a very long name costs no more than a line. */
const READ = 400;

/** Text on one line, without characters that XML forbids and without direction controls. */
export function printable(text: string): string {
  return text
    .slice(0, READ)
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}\ufffe\uffff]+/gu, " ")
    .trim();
}

/** The width of a text in the bundled font, in pixels. */
export function widthOf(text: string, letter: number): number {
  let width = 0;
  for (const character of text) width += advance(character.codePointAt(0) ?? 0);
  return width * letter;
}

/** Shortens a text to a width: a name in its middle, a sentence at its end. */
export function shorten(text: string, width: number, letter: number, lose: "middle" | "end" = "middle"): string {
  const cut = lose === "middle" ? withoutMiddle : withoutEnd;
  let shown = text;
  for (let left = [...text].length; left > 1 && widthOf(shown, letter) > width; ) {
    left = Math.min(left - 1, Math.ceil((left * width) / widthOf(shown, letter)));
    shown = cut(text, Math.max(left, 1));
  }
  return shown;
}

/** The characters of a text that the bundled font has no letter for; they are drawn as boxes. */
export function withoutLetter(text: string): readonly string[] {
  return [...text].filter(
    (character) => !/[\s\p{Cc}\p{Cf}\p{M}]/u.test(character) && !letters().has(character.codePointAt(0) ?? 0),
  );
}

/** A font's letters by their code points; an advance is relative to the font size. */
interface Letters {
  readonly has: (codePoint: number) => boolean;
  readonly advance: (codePoint: number) => number;
}
let read: Letters | undefined;

function letters(): Letters {
  read ??= readLetters(readFileSync(fontFile));
  return read;
}

function advance(codePoint: number): number {
  return letters().advance(codePoint);
}

/** The letters of a TrueType font. https://learn.microsoft.com/typography/opentype/spec/ */
function readLetters(font: Buffer): Letters {
  const table = (tag: string): number => {
    for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
      if (font.toString("latin1", at, at + 4) === tag) return font.readUInt32BE(at + 8);
    }
    throw new Error(`The font ${fontFile} has no table ${tag}: install its package again`);
  };
  const [cmap, hmtx] = [table("cmap"), table("hmtx")];
  const unitsPerEm = font.readUInt16BE(table("head") + 18);
  const metrics = font.readUInt16BE(table("hhea") + 34);
  const groups = unicodeGroups(font, cmap);
  const known = new Map<number, number>();
  const glyphOf = (codePoint: number): number => {
    const group = groups.find(([first, last]) => first <= codePoint && codePoint <= last);
    return group ? group[2] + codePoint - group[0] : 0;
  };
  return {
    has: (codePoint) => glyphOf(codePoint) !== 0,
    advance: (codePoint) => {
      const cached = known.get(codePoint);
      if (cached !== undefined) return cached;
      const glyph = glyphOf(codePoint);
      const share = glyph === 0 ? 1 : font.readUInt16BE(hmtx + 4 * Math.min(glyph, metrics - 1)) / unitsPerEm;
      known.set(codePoint, share);
      return share;
    },
  };
}

/** First and last code point, and the first's glyph, from the font's full Unicode map (format 12). */
function unicodeGroups(font: Buffer, cmap: number): readonly (readonly [number, number, number])[] {
  for (let at = cmap + 4; at < cmap + 4 + 8 * font.readUInt16BE(cmap + 2); at += 8) {
    const map = cmap + font.readUInt32BE(at + 4);
    if (font.readUInt16BE(map) !== 12) continue;
    return Array.from({ length: font.readUInt32BE(map + 12) }, (_, index) => {
      const group = map + 16 + 12 * index;
      return [font.readUInt32BE(group), font.readUInt32BE(group + 4), font.readUInt32BE(group + 8)] as const;
    });
  }
  throw new Error(`The font ${fontFile} has no character map of format 12`);
}
