import { afterEach, describe, expect, test } from "vitest";
import type { Model, ModelRequest } from "../../src/agent/model.ts";

/** A model that says these lines, one a call: words, or a look that it wants. */
export type Script = readonly ({ readonly says: string } | { readonly looks: string; readonly rest: string })[];

export interface ModelUnderTest {
  readonly model: Model;
  readonly stop: () => Promise<void>;
}

/** What every model does. */
export function modelContract(name: string, create: (script: Script) => Promise<ModelUnderTest>): void {
  describe(`model of ${name}`, () => {
    const stops: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const stop of stops.splice(0)) await stop();
    });
    const build = async (...script: Script): Promise<Model> => {
      const { model, stop } = await create(script);
      stops.push(stop);
      return model;
    };
    const asked: string[] = [];
    const look = { name: "changes", description: "", run: async (rest: string) => `${asked.push(rest)} changes` };
    const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
      ...{
        instructions: "Be brief.",
        prompt: "What changed?",
        tools: [look],
        goOn: () => true,
        onText: () => undefined,
      },
      signal: new AbortController().signal,
      ...more,
    });

    test("answers in words, and says what it took", async () => {
      const { text, spent } = await (await build({ says: "Nothing (a1)" })).ask(request());
      expect(text).toBe("Nothing (a1)");
      expect(spent).toMatchObject({ calls: 1, input: expect.any(Number), output: expect.any(Number) });
    });

    test("looks with what follows the verb, and answers then", async () => {
      const model = await build({ looks: "changes", rest: "last 2h" }, { says: "One (a1)" });
      const { text, spent } = await model.ask(request());
      expect([text, asked.at(-1), spent.calls]).toEqual(["One (a1)", "last 2h", 2]);
    });

    test("tells its words as they come, those of each call from their beginning", async () => {
      const heard: string[] = [];
      const model = await build({ looks: "changes", rest: "last 2h" }, { says: "One change (a1)\nNo more (a1)" });
      await model.ask(request({ onText: (text) => heard.push(text) }));
      expect(heard.length).toBeGreaterThan(1);
      expect(heard.at(-1)).toBe("One change (a1)\nNo more (a1)");
      expect(heard.every((text, index) => index === 0 || text.startsWith(heard[index - 1]!))).toBe(true);
    });

    test("makes no further call when the budget is spent", async () => {
      const model = await build({ looks: "changes", rest: "last 2h" }, { says: "never" });
      const { text, spent } = await model.ask(request({ goOn: ({ calls }) => calls < 1 }));
      expect([text, spent.calls]).toEqual(["", 1]);
    });

    test("ends when it is aborted", async () => {
      await expect((await build({ says: "x" })).ask(request({ signal: AbortSignal.abort() }))).rejects.toThrow();
    });
  });
}
