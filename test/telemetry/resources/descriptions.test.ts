import { describe, expect, test } from "vitest";
import type { ServiceGraph } from "../../../src/graph/service-graph.ts";
import { describedGraph, type Relation } from "../../../src/telemetry/resources/descriptions.ts";
import { type ResourceReference, referencesIn } from "../../../src/telemetry/resources/references.ts";
import { withDescribed } from "../../../src/telemetry/resources/with-described.ts";

const at = "eu-west-1:123456789012";
const orders = `arn:aws:ecs:${at}:service/shop/orders`;
const checkout = `arn:aws:ecs:${at}:service/shop/checkout`;
const table = `arn:aws:dynamodb:${at}:table/carts`;
const queue = `arn:aws:sqs:${at}:mails`;
const mailer = `arn:aws:lambda:${at}:function:mailer`;
const host = (name: string): ResourceReference => ({ type: "host", host: name });
const carts: ResourceReference = { type: "name", kind: "dynamodb", name: "carts" };
const mails: ResourceReference = { type: "name", kind: "sqs", name: "mails" };
const ofArn = (arn: string): ResourceReference => ({ type: "arn", arn });

describe("the settings of a program name", () => {
  test.each<[string, string, string, readonly ResourceReference[]]>([
    ["a host in an address", "URL", "http://user:pass@orders.shop.local:8080/v1?x=1", [host("orders.shop.local")]],
    [
      "a host alone",
      "DB",
      "Orders.abc123.eu-west-1.rds.amazonaws.com:5432",
      [host("orders.abc123.eu-west-1.rds.amazonaws.com")],
    ],
    ["several hosts", "PEERS", "http://a.local,http://b.local", [host("a.local"), host("b.local")]],
    ["a queue by its URL", "OUT", "https://sqs.eu-west-1.amazonaws.com/123456789012/mails", [mails]],
    ["an ARN", "TARGET", mailer, [ofArn(mailer)]],
    ["a table where the setting says that it is one", "cartsTableName", "carts", [carts]],
    ["nothing by a bare word that could be anything", "OTEL_SERVICE_NAME", "orders", []],
    ["nothing by a secret", "API_KEY", "sk_live_4242424242424242", []],
    ["nothing by a version", "APP_VERSION", "1.2.3", []],
  ])("%s", (_, name, value, expected) => {
    expect(referencesIn([{ name, value }])).toEqual(expected);
  });
});

function graphOf(relations: readonly Relation[], arns = [orders, checkout, table, queue, mailer]): ServiceGraph {
  return describedGraph({ resources: arns.map((arn) => ({ arn })), relations });
}

describe("what belongs together", () => {
  test.each<[string, Relation, readonly string[]]>([
    ["a service and the table that it is told of", { from: orders, to: carts }, ["orders → carts"]],
    [
      "a service and another by its private name",
      { from: checkout, to: host("orders.shop.internal") },
      ["checkout → orders"],
    ],
    ["not a service and a public address that begins alike", { from: checkout, to: host("orders.example.com") }, []],
    ["a sender and its queue, without waiting", { from: orders, to: mails }, ["orders ~ mails"]],
    [
      "a queue and the version that takes from it",
      { from: queue, to: ofArn(`${mailer}:prod`), asynchronous: true },
      ["mails ~ mailer"],
    ],
    [
      "a table and the function behind its stream",
      { from: `${table}/stream/2026`, to: ofArn(mailer), asynchronous: true },
      ["carts ~ mailer"],
    ],
    ["nothing with itself", { from: orders, to: host("orders") }, []],
    ["nothing with what nobody describes", { from: orders, to: { ...carts, name: "other" } }, []],
  ])("%s", (_, relation, expected) => {
    const { edges } = graphOf([relation]);
    expect(edges.map(({ from, to, asynchronous }) => `${from} ${asynchronous ? "~" : "→"} ${to}`)).toEqual(expected);
  });

  test("is the resource of one's own cluster where two have the name, and none where that does not tell", () => {
    const staging = `arn:aws:ecs:${at}:service/staging/orders`;
    const to = host("orders.local");
    const relations = [checkout, mailer].map((from) => ({ from, to }));
    const { components, edges } = graphOf(relations, [orders, staging, checkout, mailer]);
    expect(edges).toEqual([{ from: "checkout", to: orders }]);
    expect(new Set(components.map(({ id }) => id)).size).toBe(4);
  });

  test("a service, its cluster and the instances under it are measured", () => {
    const cluster = `arn:aws:ecs:${at}:cluster/shop`;
    const node = `arn:aws:ec2:${at}:instance/i-0123456789abcdef0`;
    const { components, edges } = graphOf(
      [
        { from: orders, to: ofArn(cluster) },
        { from: cluster, to: ofArn(node) },
      ],
      [orders, cluster, node],
    );
    expect(edges).toEqual([
      { from: "orders", to: "shop" },
      { from: "shop", to: "i-0123456789abcdef0" },
    ]);
    expect(components.filter(({ metrics }) => metrics.length === 0)).toEqual([]);
  });
});

describe("a graph of calls with descriptions", () => {
  const traced: ServiceGraph = {
    components: [
      {
        id: "orders",
        name: "orders",
        kind: "AWS::ECS::Fargate",
        aliases: ["orders"],
        metrics: [],
        logGroups: ["/own"],
      },
      { id: "carts", name: "carts", kind: "service", aliases: ["carts"], metrics: [], logGroups: [] },
    ],
    edges: [{ from: "orders", to: "carts", calls: 7 }],
  };
  const described = graphOf([
    { from: orders, to: carts },
    { from: checkout, to: host("orders.local") },
  ]);
  const joined = withDescribed(traced, described);

  test("knows a program under the name of its traces, with what AWS measures of it", () => {
    const found = joined.components.find(({ id }) => id === "orders");
    expect(found).toMatchObject({ kind: "AWS::ECS::Fargate", aliases: ["orders", orders], logGroups: ["/own"] });
    expect(found?.metrics.map(({ signal }) => signal)).toEqual(["cpu", "memory"]);
  });

  test("keeps counted calls, adds relations, and does not take a table for a program of its name", () => {
    expect(joined.edges).toEqual([
      { from: "orders", to: "carts", calls: 7 },
      { from: "orders", to: table },
      { from: "checkout", to: "orders" },
    ]);
    expect(joined.components.filter(({ name }) => name === "carts").map(({ id }) => id)).toEqual(["carts", table]);
  });
});
