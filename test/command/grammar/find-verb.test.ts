import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findVerb } from "../../../src/command/grammar/find-verb.ts";
import type { Verb } from "../../../src/command/verb.ts";
import { verbs } from "../../../src/command/verbs.ts";
import { talk } from "../talk.ts";

const names = Object.keys(verbs);
const beginningsOf = (name: string): readonly string[] =>
  Array.from({ length: name.length }, (_, index) => name.slice(0, index + 1));
/** A letter left out, doubled, exchanged, and two swapped. */
const slipsOf = (name: string): readonly string[] =>
  [...name].flatMap((letter, at) => {
    const [before, after] = [name.slice(0, at), name.slice(at + 1)];
    return [
      before + after,
      before + letter + letter + after,
      `${before}x${after}`,
      before + after[0] + letter + after.slice(1),
    ];
  });
const words = new Set([
  ...names.flatMap((name) => [...beginningsOf(name), ...slipsOf(name)]),
  ...talk.flatMap((line) => line.toLowerCase().split(/\W+/)),
]);

/** What each word means without the added verb. */
const usual = new Map([...words].map((word) => [word, findVerb(word)]));

test("every verb begins with its shortest form", () => {
  for (const [name, { shortest }] of Object.entries(verbs)) {
    if (shortest !== false) expect.soft(name.startsWith(shortest) && shortest.length > 1, name).toBe(true);
  }
});

test("no word stands for two verbs", () => {
  const short = (name: string) =>
    beginningsOf(name).filter((word) => verbs[name]?.shortest && word.startsWith(String(verbs[name]?.shortest)));
  const all = names.flatMap((name) => short(name));
  expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
});

describe("a verb that is added and never abbreviated", () => {
  const added: Verb = {
    usage: "whois <name>",
    help: "Say who somebody is",
    example: "whois ana",
    readOnly: true,
    shortest: false,
    parse: () => ({ type: "ignore" }),
  };
  const invented = [
    "whois",
    "who",
    ...names.flatMap((name) => [`${name}x`, `${name.slice(0, -1)}zz`, `${name.slice(0, 2)}zz`]),
  ];

  test("changes the meaning of no other word", () => {
    const newNames = fc.constantFrom(...invented.filter((name) => !names.includes(name)));
    fc.assert(
      fc.property(newNames, (name) => {
        const known = { ...verbs, [name]: added };
        const changed = [...usual].filter(
          ([word, found]) => word !== name && !isDeepStrictEqual(findVerb(word, known), found),
        );
        expect(changed).toEqual([]);
      }),
      { numRuns: 10, examples: [["whois"], ["who"]] },
    );
  });

  test("is found by its whole name", () => {
    expect(findVerb("Whois", { ...verbs, whois: added })).toEqual({ type: "verb", name: "whois", verb: added });
  });
});
