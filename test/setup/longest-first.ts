import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, the longest first: begun last, such a file would run on one core alone at the end. */
const LONG = [
  "scenarios/slack-trouble",
  "golden/golden",
  "scenarios/who-and-where",
  "bench/mechanism",
  "scenarios/teams",
  "routing/amtool",
  "engine/simulated",
  "engine/simulated.property",
  "adapters/web/browser",
  "maintenance/commands",
  "adapters/recording/incidents/nezha",
  "adapters/recording/shop/changes",
  "adapters/recording/shop/faults",
  "adapters/recording/shop/harder/conditions",
  "scenarios/slack-safety",
  "scenarios/chats",
  "scenarios/slack",
  "scenarios/zone",
  "bench/claims",
];

/** Begins with the files that take longest; the others follow in the usual order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return place === -1 ? LONG.length : place;
}
