import type { Change } from "../../findings/change.ts";
import type { ChangeIndex } from "./change-index.ts";
import type { ChangeFeed } from "./merged-changes.ts";

/** The account id and Region of the telemetry. Changes of another account or Region are left out. */
export interface IndexScope {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** Returns the index as a feed of the changes of one place. */
export function fromIndex(index: ChangeIndex, place: IndexScope = {}): ChangeFeed {
  return {
    what: "changes as they happened",
    async during(window, signal, resource) {
      signal.throwIfAborted();
      const indexed = await index.during(window, resource);
      return { ...indexed, value: indexed.value.filter(({ detail }) => isHere(detail, place)) };
    },
  };
}

/** Whether a change is of this account and Region; a change without them may be. */
function isHere(detail: Change["detail"], { account, region }: IndexScope): boolean {
  const same = (one: string | undefined, other: string | undefined) =>
    one === undefined || other === undefined || one === other;
  return same(detail.account, account) && same(detail.region, region);
}
