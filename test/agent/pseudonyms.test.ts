import fc from "fast-check";
import { expect, test } from "vitest";
import { createPseudonyms } from "../../src/agent/pseudonyms.ts";

const TEXT =
  "Ana Li (slack:U0123) wrote from 10.1.2.3 and 2001:db8:0:0:1:2:3:4 to ben@example.com, +49 30 1234567, account 111122223333; Ana Li again at 03:02";

test("who and where somebody is does not leave, and comes back", () => {
  const names = createPseudonyms(["Ana Li"]);
  const hidden = names.hide(TEXT);
  for (const secret of ["Ana", "U0123", "10.1.2.3", "2001:db8", "ben@", "1234567", "111122223333"]) {
    expect(hidden).not.toContain(secret);
  }
  expect(hidden.match(/\[PERSON-A\]/g)).toHaveLength(2);
  expect(hidden).toContain("at 03:02");
  expect(names.reveal(hidden)).toBe(TEXT);
});

test("a mark that was never given stays as it is", () => {
  expect(createPseudonyms([]).reveal("[PERSON-A] and [ACCOUNT-ZZ]")).toBe("[PERSON-A] and [ACCOUNT-ZZ]");
});

test("whatever is hidden comes back as it was", () => {
  const part = fc.oneof(
    fc.constantFrom("Ana Li", "Ben", "10.0.0.1", "a@b.co", "111122223333", "web:ana", " ", ", ", "[PERSON-A]"),
    fc.string({ maxLength: 8 }).filter((text) => !text.includes("[")),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join("").replaceAll("[PERSON-A]", "");
      const names = createPseudonyms(["Ana Li", "Ben"]);
      expect(names.reveal(names.hide(text))).toBe(text);
    }),
  );
});
