import { expect, test } from "vitest";
import { toMessageContent } from "../../../adapters/slack/render/message.ts";
import { toAdaptiveCard } from "../../../adapters/teams/render/card.ts";
import { type Card, plain } from "../../../src/card/card.ts";
import type { StormMember } from "../../../src/investigation/command.ts";
import { type Shown, view } from "../../../src/investigation/view.ts";
import { after, diagnosis, minute, open } from "../given.ts";

const services = ["ECS", "RDS", "SQS"];

const member = (index: number, more: Partial<StormMember> = {}): StormMember => ({
  groupKey: `g${index}`,
  name: `shop-checkout-<b>&-latency-${index}`,
  state: "ALARM",
  alarmAt: minute(1),
  facts: ["account 111122223333", "namespace Shop/Own"],
  attributes: {
    account: "111122223333",
    Region: "eu-west-1",
    zone: index % 10 === 0 ? "euw1-az2" : "euw1-az1",
    ...(index % 4 < 3 && { service: `${services[index % 4]} in eu-west-1` }),
  },
  ...more,
});

const members = (count: number): StormMember[] => Array.from({ length: count }, (_, index) => member(index));

const stormOf = (...grown: readonly StormMember[]): readonly Shown[] =>
  view(
    after(
      { ...open, transitions: [], automatic: false, subject: { type: "storm", since: minute(0) } },
      { type: "growStorm", members: grown },
    ),
  );

const textsOf = ({ blocks }: Card): readonly string[] =>
  blocks.flatMap((block) => ("text" in block ? [plain(block.text)] : []));

const listOf = (shown: readonly Shown[]): readonly Shown[] => shown.filter(({ slot }) => slot.startsWith("members-"));

test("the card says what hurts most, by group, zone and first names, and where all names are", () => {
  const [root] = stormOf(...members(300));
  const texts = root ? textsOf(root.card) : [];
  expect(texts[0]).toMatch(/^300 of 300 in ALARM, since \d\d:\d\d: ECS 75, RDS 75, Shop\/Own 75, SQS 75$/);
  expect(texts.join("\n")).toContain("By zone: euw1-az1 270, euw1-az2 30");
  expect(texts).toContain("ECS 75: shop-checkout-<b>&-latency-0, shop-checkout-<b>&-latency-4 and 73 more");
  expect(texts.join("\n")).toContain("All 300 by name: in the thread");
});

test.each([
  [300, "all 300 rows of it", { rows: 300 }],
  [280, "how many it has of the 300, and of when", {}],
])("a file of %i alarms says %s", (rows, _, said) => {
  const found = { ...diagnosis(), horizons: {} };
  const shown = view(
    after(
      { ...open, transitions: [], subject: { type: "storm", since: minute(0) } },
      { type: "growStorm", members: members(300) },
      { type: "recordRound", episode: 1, diagnosis: found, list: { archive: "a", rows, at: minute(4) } },
    ),
  );
  const [first] = listOf(shown);
  const file = first?.card.blocks.find(({ type }) => type === "file");
  expect(file).toEqual({ type: "file", archive: "a", name: "G-1042-alarms.csv", ...said });
  const texts = first ? textsOf(first.card) : [];
  expect(texts.some((text) => text.startsWith("The file has 280 alarms, as they stood at "))).toBe(rows === 280);
});

test.each([11, 300, 1_500])("all of %i names stand in the thread, whole, on Slack and on Teams", (count) => {
  const list = listOf(stormOf(...members(count)));
  expect(list.every(({ where }) => where === "thread")).toBe(true);
  const slack = JSON.stringify(list.map(({ card }) => toMessageContent(card)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
  const teams = JSON.stringify(list.map(({ card }) => toAdaptiveCard(card)));
  for (const index of members(count).keys()) {
    expect(slack.replaceAll("&amp;", "&")).toMatch(new RegExp(`-latency-${index}(?!\\d)`));
    expect(teams).toMatch(new RegExp(`-latency-${index}(?!\\d)`));
  }
});

test("a storm without end is listed up to a bound, and the rest is counted", () => {
  const list = listOf(stormOf(...members(5_000)));
  const named = list.flatMap(
    ({ card }) =>
      textsOf(card)
        .join()
        .match(/latency-\d+/g) ?? [],
  ).length;
  const [, rest] = /… and (\d+) more, in the file above/.exec(list.flatMap(({ card }) => textsOf(card)).join()) ?? [];
  expect(list).toHaveLength(10);
  expect(named + Number(rest)).toBe(5_000);
});

test("a small storm is listed on its card alone", () => {
  const shown = stormOf(...members(10));
  expect(listOf(shown)).toEqual([]);
  expect(JSON.stringify(shown[0]?.card)).toContain("latency-9");
});

test("a member that recovered and one that was opened say so beside their names", () => {
  const list = listOf(stormOf(...members(11), member(3, { state: "OK", alarmAt: minute(2) })));
  expect(textsOf(list[0]?.card ?? { title: "", tone: "ok", blocks: [], push: "" }).join()).toMatch(/latency-3 \(OK\)/);
});

test("new names are an urgent change of the list, a recovery is not", () => {
  const [before, grown, recovered] = [
    listOf(stormOf(...members(11)))[0],
    listOf(stormOf(...members(12)))[0],
    listOf(stormOf(...members(11), member(3, { state: "OK", alarmAt: minute(2) })))[0],
  ];
  expect(grown?.says).not.toEqual(before?.says);
  expect(recovered?.says).toEqual(before?.says);
  expect(recovered?.card).not.toEqual(before?.card);
});
