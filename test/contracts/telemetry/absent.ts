import { expect, test } from "vitest";
import type { Seen } from "../../../src/findings/measured.ts";
import { givenUpContract } from "./given-up.ts";

/** What a source does that was never recorded: nothing is a gap with its reason, and not a quiet answer. */
export function absentContract(name: string, ask: (signal: AbortSignal) => Promise<Seen<readonly unknown[]>>): void {
  test(`${name}: nothing is answered, and a gap says why`, async () => {
    const { value, gaps } = await ask(new AbortController().signal);
    expect(value).toEqual([]);
    expect(gaps.filter(({ what, reason }) => what && reason)).toHaveLength(1);
  });

  givenUpContract(ask);
}
