import { AsyncLocalStorage } from "node:async_hooks";

/** The kinds of what was printed for a request; undefined outside of requests, where everything is printed as usual. */
const kindsOfRequest = new AsyncLocalStorage<string[] | undefined>();

// The Bot Framework's SDK prints keys and stack traces for each token that it refuses, and takes no logger.
for (const method of ["error", "warn"] as const) {
  const print = console[method].bind(console);
  console[method] = (...values: unknown[]) => {
    const kinds = kindsOfRequest.getStore();
    if (!kinds) return print(...values);
    kinds.push(...values.map(kindOf));
  };
}

/** Runs the SDK without its output. Resolves to the kinds of what it would have printed, without contents: the names of errors, or types. */
export async function withoutOutput(work: () => Promise<void>): Promise<readonly string[]> {
  const kinds: string[] = [];
  await kindsOfRequest.run(kinds, work);
  return kinds;
}

/** Runs code that is not the SDK's inside of {@link withoutOutput}: what it prints, now or later, is printed. */
export function withOutput<T>(work: () => T): T {
  return kindsOfRequest.run(undefined, work);
}

function kindOf(value: unknown): string {
  return value instanceof Error ? value.name : typeof value;
}
