import { explain } from "../src/kubernetes/explain.ts";
import { type Reason, refText } from "../src/kubernetes/reason.ts";
import type { ClusterCase, Expected } from "./cluster-cases.ts";

/** What a case was explained by. */
export interface Explained extends Pick<ClusterCase, "name" | "expected"> {
  readonly reasons: readonly Reason[];
  /** The place of the right reason, from 1; undefined if it is not among them. */
  readonly place: number | undefined;
}

export function explainCase({ name, state, expected }: ClusterCase): Explained {
  const reasons = explain(state);
  const index = reasons.findIndex((reason) => isRight(reason, expected));
  return { name, expected, reasons, place: index < 0 ? undefined : index + 1 };
}

function isRight({ kind, object }: Reason, expected: Expected): boolean {
  if ("healthy" in expected) return false;
  return (
    [expected.reason].flat().includes(kind) &&
    [expected.object]
      .flat()
      .some(
        (wanted) =>
          wanted.name === object.name &&
          (wanted.kind ?? object.kind) === object.kind &&
          (wanted.namespace ?? object.namespace) === object.namespace,
      )
  );
}

/** The shares of faults whose reason stands first, or among the first three, and how many healthy states accuse somebody. */
export function scoreOf(explained: readonly Explained[]) {
  const faults = explained.filter(({ expected }) => !("healthy" in expected));
  const healthy = explained.filter(({ expected }) => "healthy" in expected);
  const share = (some: readonly Explained[], within: number): number => {
    const right = some.filter(({ place }) => place !== undefined && place <= within).length;
    return some.length === 0 ? 0 : Number((right / some.length).toFixed(3));
  };
  const kinds = [...new Set(faults.map(kindOf))].toSorted();
  return {
    bench: "cluster",
    cases: explained.length,
    top1: share(faults, 1),
    top3: share(faults, 3),
    byKind: Object.fromEntries(
      kinds.map((kind) => {
        const some = faults.filter((each) => kindOf(each) === kind);
        return [kind, { cases: some.length, top1: share(some, 1) }];
      }),
    ),
    healthy: healthy.length,
    healthyAccused: healthy.filter(({ reasons }) => reasons.length > 0).length,
  };
}

const kindOf = ({ expected }: Explained): string =>
  "healthy" in expected ? "healthy" : ([expected.reason].flat()[0] ?? "");

/** A case in one line: what was expected and what was said. */
export function lineOf({ name, expected, reasons, place }: Explained): string {
  const said = reasons
    .slice(0, 3)
    .map((reason) => ({ reason: reason.kind, object: refText(reason.object), sentence: reason.sentence }));
  return JSON.stringify({ case: name, expected, place: place ?? null, said });
}
