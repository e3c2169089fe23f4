import { expect, test } from "vitest";

/** What every question to a port does when whoever asked gives it up. */
export function givenUpContract(ask: (signal: AbortSignal) => Promise<unknown>): void {
  const patient = () => new AbortController().signal;

  test("a question that was given up is not answered, also where its answer is known", async () => {
    await ask(patient());
    await expect(ask(AbortSignal.abort())).rejects.toThrow();
  });

  test("one who gives up spoils the answer for nobody else", async () => {
    const hasty = new AbortController();
    const together = Promise.allSettled([ask(hasty.signal), ask(patient())]);
    hasty.abort();
    expect((await together)[1]).toMatchObject({ status: "fulfilled" });
    await expect(ask(patient())).resolves.toBeDefined();
  });
}
