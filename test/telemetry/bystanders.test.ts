import { expect, test } from "vitest";
import { compared } from "../../src/telemetry/bystanders.ts";
import type { Component, StandingAlarm } from "../../src/telemetry/ports.ts";

const home = { account: "1", region: "eu-west-1" };
const component = (id: string, more: Partial<Component> = {}): Component => ({
  id,
  name: id,
  kind: "AWS::ECS::Service",
  aliases: [`arn:aws:ecs:eu-west-1:1:service/shop/${id}`],
  metrics: [],
  logGroups: [],
  ...more,
});
const task = (id: string, AvailabilityZone: string) => ({ id, attributes: { TaskId: id, AvailabilityZone } });
const graph = {
  components: [
    component("cart", { instances: [task("t1", "euw1-az1"), task("t2", "euw1-az1"), task("t3", "euw1-az2")] }),
    component("orders"),
    component("orders-db"),
  ],
  edges: [
    { from: "orders", to: "orders-db" },
    { from: "cart", to: "orders" },
  ],
};
const fired = (name: string, attributes: Record<string, string>) => ({
  name,
  attributes: { account: "1", ...attributes },
});
const namesOf = (list: readonly { readonly name: string }[]): readonly string[] => list.map(({ name }) => name);

test("what has no alarm of its own is quiet: other tasks of the same service, and components that nobody alarms on", () => {
  const alarms = [
    fired("a", { ServiceName: "cart", TaskId: "t1", zone: "euw1-az1" }),
    fired("b", { Service: "orders" }),
  ];
  const { quiet } = compared(alarms, { graph, standing: [], home });
  expect(namesOf(quiet)).toEqual(["t2", "t3", "orders-db"]);
  expect(quiet[0]!.attributes).toContainEqual({ name: "zone", value: "euw1-az1" });
});

test("an alarm on a whole service says nothing of a single task, and one on a zone says it of all in the zone", () => {
  const whole = compared([fired("a", { ServiceName: "cart" })], { graph, standing: [], home });
  expect(namesOf(whole.quiet)).toEqual(["t1", "t2", "t3", "orders", "orders-db"]);
  const zone = compared([fired("a", { ServiceName: "cart", zone: "euw1-az1" })], { graph, standing: [], home });
  expect(namesOf(zone.quiet)).toEqual(["t3", "orders", "orders-db"]);
});

test("alarms know whom their component calls", () => {
  const { affected } = compared([fired("a", { Service: "orders" })], { graph, standing: [], home });
  expect(affected[0]!.attributes.filter(({ name }) => name === "calls")).toEqual([
    { name: "calls", value: "orders" },
    { name: "calls", value: "orders-db" },
  ]);
});

test("alarms that are well are quiet too, with the account of their ARN; those of the storm are not", () => {
  const well = (name: string): StandingAlarm => ({
    name,
    arn: `arn:aws:cloudwatch:eu-west-1:9:alarm:${name}`,
    kind: "metric",
    silenced: false,
    state: "OK",
    since: 0,
    reason: "",
    actions: [],
    metric: { namespace: "n", metric: "m", dimensions: { az: "euw1-az2" }, statistic: "Sum", period: 60 },
  });
  const none = { components: [], edges: [] };
  const { quiet } = compared([fired("a", {})], { graph: none, standing: [well("a"), well("b")], home });
  expect(namesOf(quiet)).toEqual(["b"]);
  expect(quiet[0]!.attributes).toEqual([
    { name: "account", value: "9" },
    { name: "Region", value: "eu-west-1" },
    { name: "zone", value: "euw1-az2" },
  ]);
});
