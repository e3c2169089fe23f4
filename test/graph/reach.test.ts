import { expect, test } from "vitest";
import { reachable } from "../../src/graph/reach.ts";

const component = (id: string, kind = "AWS::ECS::Service") => {
  return { id, name: id, kind, aliases: [], metrics: [], logGroups: [] };
};
const calls = (...names: readonly string[]) =>
  names.map((name) => {
    const [from = "", to = ""] = name.split(">");
    return { from, to };
  });
const reached = (edges: readonly string[], remote: readonly string[] = []) => {
  const ids = new Set(["front", "catalog", "orders", ...edges.flatMap((edge) => edge.split(">"))]);
  const components = [...ids].map((id) => component(id, remote.includes(id) ? "remote" : undefined));
  return reachable({ components, edges: calls(...edges) }, ["front"]).map(({ id }) => id);
};

test("what the first one calls is looked at, then who calls it, and nobody else", () => {
  expect(reached(["front>app", "app>table", "web>front", "orders>queue"])).toEqual(["front", "app", "table", "web"]);
});

test("where something is called that nothing is known behind, those whom nobody is seen calling are looked at last", () => {
  const edges = ["front>shop.elb.amazonaws.com", "web>front", "orders>queue"];
  const behind = ["front", "shop.elb.amazonaws.com", "web", "catalog", "orders"];
  expect(reached(edges, ["shop.elb.amazonaws.com"])).toEqual(behind);
});
