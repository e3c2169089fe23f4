import { expect, test } from "vitest";
import { NotSeen } from "../../../src/errors.ts";

/** What a source does that cannot be asked at all: every question is refused with its reason and the remedy. */
export function refusedContract(name: string, ask: (signal: AbortSignal) => Promise<unknown> | undefined): void {
  test(`${name}: the question is refused with the remedy`, async () => {
    const refusal = await ask(new AbortController().signal)?.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(NotSeen);
    expect(refusal).toMatchObject({ message: expect.stringMatching(/\w/), remedy: expect.stringMatching(/\w/) });
  });
}
