import { describe, expect, test } from "vitest";
import { NotSeen } from "../../../src/errors.ts";
import type { Change } from "../../../src/findings/change.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { type ChangeIndex, createChangeIndex, isAbout } from "../../../src/telemetry/changes/change-index.ts";
import { fromIndex, type IndexScope } from "../../../src/telemetry/changes/indexed-changes.ts";
import { mergeDuplicates } from "../../../src/telemetry/changes/merge.ts";
import { withChanges } from "../../../src/telemetry/changes/merged-changes.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { createClock } from "../../clock.ts";
import { changesContract } from "../../contracts/telemetry/changes.ts";

const { now } = createClock("2026-05-01T03:00:00.000Z");
const NOW = now().getTime() / 1000;
const LAG = 900;
const ARN = "arn:aws:lambda:eu-west-1:111122223333:function:checkout";
const window = { start: NOW - 3600, end: NOW };
const { signal } = new AbortController();

const change = (id: string, at: number, more: Partial<Change> = {}): Change => ({
  id,
  at,
  action: "UpdateFunctionCode20150331v2",
  actor: "role/deploy",
  resources: ["checkout"],
  detail: {},
  ...more,
});
const unasked = () => {
  throw new Error("not asked here");
};

/** Telemetry whose CloudTrail knows these changes, or fails. */
function knowing(known: readonly Change[] | Error): Telemetry {
  return {
    metrics: { fetch: unasked },
    logs: { patterns: unasked },
    topology: { graph: unasked },
    changes: {
      async during({ start, end }, given, resource) {
        given.throwIfAborted();
        if (known instanceof Error) throw known;
        const value = known
          .filter(({ at }) => at <= NOW - LAG && at >= start && at < end)
          .filter((each) => resource === undefined || isAbout(each, resource));
        return { value, horizon: NOW - LAG, gaps: [] };
      },
    },
  };
}

const withIndex = (telemetry: Telemetry, index: ChangeIndex, place?: IndexScope): Telemetry =>
  withChanges(telemetry, { feeds: [fromIndex(index, place)] });

async function told(changes: readonly Change[], kind = "custom") {
  const index = createChangeIndex(createMemoryStores({ now }).board, now);
  for (const each of changes) await index.put(each, kind);
  return index;
}
const denied = new NotSeen("AWS does not allow cloudtrail:LookupEvents", { remedy: "allow it" });

changesContract("CloudTrail with the index", async () => {
  const heard = [change("told:1", NOW - 1700), change("told:2", NOW - 60, { resources: [ARN] })];
  const known = [change("a", NOW - 1800), change("b", NOW - 1750, { resources: ["orders"] })];
  return {
    changes: withIndex(knowing(known), await told(heard)).changes,
    window: { start: NOW - 3600, end: NOW },
    now,
  };
});

test("what was told a minute ago stands beside what CloudTrail knows", async () => {
  const index = await told([change("custom:1", NOW - 60, { action: "Deploy" })]);
  const seen = await withIndex(knowing([change("a", NOW - 1800)]), index).changes.during(window, signal);
  expect(seen.value.map(({ id }) => id)).toEqual(["a", "custom:1"]);
  expect(seen).toMatchObject({ horizon: NOW - LAG, gaps: [] });
});

describe("the same change is one", () => {
  const call = change("a", NOW, {
    action: "UpdateService",
    actor: "role/deploy (ana)",
    resources: ["checkout", "shop"],
    detail: { taskDefinition: "checkout:142", cluster: "told late" },
  });
  const event = change("ecs:1", NOW + 9, {
    action: "UpdateService",
    actor: "somebody",
    resources: ["arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout"],
    detail: { deployment: "ecs-svc/1", cluster: "shop" },
    link: "https://ci.test/1",
  });

  test("by its id: what was told wins, and who did it is CloudTrail's where nobody told", () => {
    const heard = change("a", NOW, { actor: "somebody", detail: { version: "2" }, link: "https://ci.test/1" });
    expect(mergeDuplicates([heard], [change("a", NOW, { detail: { version: "1", dryRun: "false" } })])).toEqual([
      change("a", NOW, { detail: { version: "2", dryRun: "false" }, link: "https://ci.test/1" }),
    ]);
    expect(mergeDuplicates([change("a", NOW, { actor: "ana" })], [change("a", NOW)])).toMatchObject([{ actor: "ana" }]);
  });

  test("and what the way back needs is kept from both", () => {
    const [told, known] = [{ previous: "checkout:141" }, { taskDefinition: "checkout:142" }];
    expect(
      mergeDuplicates([change("a", NOW, { parameters: told })], [change("a", NOW, { parameters: known })]),
    ).toEqual([change("a", NOW, { parameters: { ...known, ...told } })]);
  });

  test("by action and resource within a minute, under the id that it first had", () => {
    expect(mergeDuplicates([event], [call])).toEqual([
      {
        id: "ecs:1",
        at: NOW,
        action: "UpdateService",
        actor: "role/deploy (ana)",
        resources: [...event.resources, "checkout", "shop"],
        detail: { taskDefinition: "checkout:142", cluster: "shop", deployment: "ecs-svc/1" },
        link: "https://ci.test/1",
      },
    ]);
    expect(mergeDuplicates([event, call], [])).toHaveLength(1);
  });

  test.each([
    ["more than a minute apart", { ...event, at: NOW + 61 }],
    ["of another service of the same cluster", { ...event, resources: ["orders", "shop"] }],
    ["of another name", { ...event, action: "DeleteService" }],
    ["that names nothing", { ...event, resources: [] }],
  ])("and not one %s", (_name, other) => {
    expect(mergeDuplicates([other], [call])).toHaveLength(2);
  });

  test("two calls are two, and each event stands for one of them", () => {
    const again = { ...call, id: "b", at: NOW + 20 };
    expect(mergeDuplicates([], [call, again])).toHaveLength(2);
    expect(mergeDuplicates([event, { ...event, id: "ecs:2", at: NOW + 29 }], [call, again])).toHaveLength(2);
    expect(mergeDuplicates([event, { ...event, id: "ecs:2" }, { ...event, id: "ecs:3" }], [call, again])).toHaveLength(
      3,
    );
  });

  test("whichever version of the API was called", () => {
    const plain = { ...change("x:1", NOW), action: "UpdateFunctionCode" };
    expect(mergeDuplicates([plain], [change("a", NOW)])).toHaveLength(1);
  });
});

describe("the horizon", () => {
  const known = change("a", NOW - 1800);
  const horizonOf = async (changes: readonly Change[], kind: string, resource?: string, source = [known]) => {
    const telemetry = withIndex(knowing(source), await told(changes, kind));
    return (await telemetry.changes.during(window, signal, resource)).horizon;
  };

  test("is later than CloudTrail's for a resource whose service's calls are heard", async () => {
    expect(await horizonOf([known], "call/lambda", ARN)).toBe(NOW - 600);
  });

  test.each([
    ["for everything", [known], "call/lambda", undefined],
    ["for a name, which may be any service's", [known], "call/lambda", "checkout"],
    ["for a resource of a service that was not heard", [known], "call/sqs", ARN],
    ["where deployments are heard and calls are not", [known], "aws.ecs/ECS Deployment State Change", ARN],
    ["where the index lacks what CloudTrail knows", [change("b", NOW - 1700)], "call/lambda", ARN],
  ])("is CloudTrail's %s", async (_name, changes, kind, resource) => {
    expect(await horizonOf(changes, kind, resource)).toBe(NOW - LAG);
  });
});

describe("without CloudTrail", () => {
  test("what was told answers alone, and the gap is kept with its remedy", async () => {
    const index = await told([change("custom:1", NOW - 60)]);
    const seen = await withIndex(knowing(denied), index).changes.during(window, signal);
    expect(seen).toMatchObject({
      value: [{ id: "custom:1" }],
      horizon: NOW - 60,
      gaps: [{ what: "changes", reason: denied.message, remedy: "allow it" }],
    });
  });

  test("and with nothing told, nothing is said to be unchanged", async () => {
    const index = await told([]);
    await expect(withIndex(knowing(denied), index).changes.during(window, signal)).rejects.toBe(denied);
  });

  test("a question that was given up is not answered", async () => {
    const given = AbortSignal.abort(new Error("the lease is lost"));
    const telemetry = withIndex(knowing(denied), await told([change("custom:1", NOW - 60)]));
    await expect(telemetry.changes.during(window, given)).rejects.toThrow("the lease is lost");
  });
});

test("without the index CloudTrail answers alone, with a gap", async () => {
  const broken = { put: unasked, during: () => Promise.reject(new Error("the table is not reachable")) };
  const seen = await withIndex(knowing([change("a", NOW - 1800)]), broken).changes.during(window, signal);
  expect(seen.value).toHaveLength(1);
  expect(seen.gaps).toMatchObject([{ what: "changes as they happened", reason: "the table is not reachable" }]);
});

test("a change in another account or Region is left out; one that says nothing of it is not", async () => {
  const at = (id: string, account: string, region: string) => change(id, NOW - 60, { detail: { account, region } });
  const index = await told([
    at("custom:here", "111122223333", "eu-west-1"),
    at("custom:staging", "444455556666", "eu-west-1"),
    at("custom:far", "111122223333", "us-east-1"),
    change("custom:anywhere", NOW - 50),
  ]);
  const ids = async (place: { account?: string; region?: string }) =>
    (await withIndex(knowing([]), index, place).changes.during(window, signal)).value.map(({ id }) => id);
  expect(await ids({ account: "111122223333", region: "eu-west-1" })).toEqual(["custom:here", "custom:anywhere"]);
  expect(await ids({})).toHaveLength(4);
});

describe("several records of changes", () => {
  const cluster = (known: readonly Change[] | Error, horizon = NOW - 30) => ({
    what: "changes of the cluster",
    async during() {
      if (known instanceof Error) throw known;
      return { value: known, horizon, gaps: [] };
    },
  });
  const scaled = change("k8s:1", NOW - 600, { action: "Scale", resources: ["orders"] });
  const both = async (source: readonly Change[] | Error, other: readonly Change[] | Error) =>
    withChanges(knowing(source), { records: [cluster(other)] }).changes.during(window, signal);

  test("are one list, believed up to the earlier horizon", async () => {
    const seen = await both([change("a", NOW - 1800)], [scaled]);
    expect(seen.value.map(({ id }) => id)).toEqual(["a", "k8s:1"]);
    expect(seen).toMatchObject({ horizon: NOW - LAG, gaps: [] });
  });

  test("answer for each other, with a gap for the one that failed", async () => {
    const away = new Error("the cluster is not reachable");
    expect((await both([change("a", NOW - 1800)], away)).gaps).toMatchObject([{ what: "changes of the cluster" }]);
    expect(await both(denied, [scaled])).toMatchObject({ value: [scaled], gaps: [{ what: "changes" }] });
    await expect(both(denied, away)).rejects.toBe(denied);
  });
});
