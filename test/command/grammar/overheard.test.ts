import { describe, expect, test } from "vitest";
import { say } from "../say.ts";
import { talk } from "../talk.ts";

describe("talk among people", () => {
  test("there are at least 200 of them, all different", () => {
    expect(new Set(talk).size).toBe(talk.length);
    expect(talk.length).toBeGreaterThanOrEqual(200);
  });
  test.each(talk)("%j is not answered", (text) => {
    expect(say(text, "overheard")).toEqual({ type: "ignore" });
  });
});
