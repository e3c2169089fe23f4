import type { Change } from "../../findings/change.ts";
import type { ChangeIndex } from "./change-index.ts";
import type { ChangeFeed } from "./merged-changes.ts";

/** Where the telemetry looks: an account's id and a Region. What is known to have been elsewhere is left out. */
export interface Place {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** Returns the index as a feed of the changes of one place. */
export function fromIndex(index: ChangeIndex, place: Place = {}): ChangeFeed {
  return {
    what: "changes as they happened",
    async during(window, signal, resource) {
      signal.throwIfAborted();
      const indexed = await index.during(window, resource);
      return { ...indexed, value: indexed.value.filter(({ detail }) => isHere(detail, place)) };
    },
  };
}

/** A change that says nothing of an account or a Region may have been anywhere. */
function isHere(detail: Change["detail"], { account, region }: Place): boolean {
  const same = (one: string | undefined, other: string | undefined) =>
    one === undefined || other === undefined || one === other;
  return same(detail.account, account) && same(detail.region, region);
}
