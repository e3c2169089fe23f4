import { expect, test } from "vitest";
import type { Component } from "../../../src/graph/service-graph.ts";
import { compared } from "../../../src/telemetry/collect/bystanders.ts";
import type { StandingAlarm } from "../../../src/telemetry/ports/alarms.ts";
import { unlocated, withSpread } from "../../../src/telemetry/ports/places.ts";

const home = { account: "1", region: "eu-west-1" };
const located = unlocated;
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
  const { quiet } = compared(alarms, { graph, standing: [], home, located });
  expect(namesOf(quiet)).toEqual(["t2", "t3", "orders-db"]);
  expect(quiet[0]!.attributes).toContainEqual({ name: "zone", value: "euw1-az1" });
});

test("an alarm on a whole service says nothing of a single task, and one on a zone says it of all in the zone", () => {
  const whole = compared([fired("a", { ServiceName: "cart" })], { graph, standing: [], home, located });
  expect(namesOf(whole.quiet)).toEqual(["t1", "t2", "t3", "orders", "orders-db"]);
  const zone = compared([fired("a", { ServiceName: "cart", zone: "euw1-az1" })], {
    graph,
    standing: [],
    home,
    located,
  });
  expect(namesOf(zone.quiet)).toEqual(["t3", "orders", "orders-db"]);
});

test("alarms know whom their component calls", () => {
  const { affected } = compared([fired("a", { Service: "orders" })], { graph, standing: [], home, located });
  expect(affected[0]!.attributes.filter(({ name }) => name === "calls")).toEqual([
    { name: "calls", value: "orders" },
    { name: "calls", value: "orders-db" },
  ]);
});

test("alarms that are well are quiet too, with the account of their ARN; those of the storm are not", () => {
  const well = (name: string, account = "9"): StandingAlarm => ({
    name,
    arn: `arn:aws:cloudwatch:eu-west-1:${account}:alarm:${name}`,
    kind: "metric",
    silenced: false,
    state: "OK",
    since: 0,
    reason: "",
    actions: [],
    metric: { namespace: "n", metric: "m", dimensions: { az: "euw1-az2" }, statistic: "Sum", period: 60 },
  });
  const none = { components: [], edges: [] };
  const { quiet } = compared([fired("a", {})], { graph: none, standing: [well("a", "1"), well("b")], home, located });
  expect(namesOf(quiet)).toEqual(["b"]);
  expect(quiet[0]!.attributes).toEqual([
    { name: "account", value: "9" },
    { name: "Region", value: "eu-west-1" },
    { name: "zone", value: "euw1-az2" },
  ]);
});

const valuesOf = (resource: { readonly attributes: readonly { name: string; value: string }[] }, wanted: string) =>
  resource.attributes.flatMap(({ name, value }) => (name === wanted ? [value] : []));

test("a letter is the zone's id, and an instance is in the zone that EC2 says, of its image and type", () => {
  const found = {
    zones: new Map([["eu-west-1a of 1", "euw1-az3"]]),
    instances: new Map([["i-1", { zone: "eu-west-1a of 1", ImageId: "ami-1", InstanceType: "m7g.large" }]]),
  };
  const alarms = [
    fired("a", { ServiceName: "cart", zone: "eu-west-1a of 1" }),
    fired("b", { InstanceId: "i-1" }),
    fired("c", { zone: "eu-west-1b of 1" }),
  ];
  const spread = {
    components: [component("cart", { instances: [task("t1", "eu-west-1a"), task("t2", "eu-west-1b")] })],
    edges: [],
  };
  const { affected, quiet } = compared(alarms, { graph: spread, standing: [], home, located: found });
  expect(affected.map((each) => valuesOf(each, "zone"))).toEqual([["euw1-az3"], ["euw1-az3"], ["eu-west-1b of 1"]]);
  expect(affected.map((each) => valuesOf(each, "ImageId"))).toEqual([[], ["ami-1"], []]);
  expect(namesOf(quiet)).toEqual(["t2"]);
});

test("an alarm is of its component's AWS service and of those it calls; of the one that measures it where no component is known", () => {
  const table = component("orders-db", { kind: "AWS::DynamoDB::Table", aliases: [] });
  const calling = { components: [component("orders"), table], edges: [{ from: "orders", to: "orders-db" }] };
  const service = "Elastic Load Balancing in eu-west-1";
  const alarms = [fired("a", { Service: "orders", service }), fired("b", { LoadBalancer: "app/other/1", service })];
  const { affected, quiet } = compared(alarms, { graph: calling, standing: [], home, located });
  expect(affected.map((each) => valuesOf(each, "service"))).toEqual([
    ["ECS in eu-west-1", "DynamoDB in eu-west-1"],
    [service],
  ]);
  expect(valuesOf(quiet[0]!, "service")).toEqual(["DynamoDB in eu-west-1"]);
});

test("a load balancer that the graph knows gets its zones, and a target group is added", () => {
  const kind = "AWS::ElasticLoadBalancingV2::LoadBalancer";
  const query = {
    namespace: "n",
    metric: "m",
    dimensions: { LoadBalancer: "app/shop/1" },
    statistic: "Sum",
    period: 60,
  };
  const front = component("front", { kind, metrics: [{ signal: "requests", query }] });
  const parts = (id: string) => [{ id: `${id} in a`, attributes: { AvailabilityZone: "eu-west-1a" } }];
  const balancer = component("app/shop/1", { kind, instances: parts("app/shop/1") });
  const group = component("targetgroup/cart/2", {
    kind: "AWS::ElasticLoadBalancingV2::TargetGroup",
    instances: parts("g"),
  });
  const { components } = withSpread({ components: [front], edges: [] }, [balancer, group]);
  expect(components.map(({ id, instances }) => [id, instances?.length])).toEqual([
    ["front", 1],
    ["targetgroup/cart/2", 1],
  ]);
});
