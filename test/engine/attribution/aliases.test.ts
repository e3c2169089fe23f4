import { describe, expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import { FIRED, findingsOf, type Part } from "../hand-made.ts";

const ADDRESS = "internal-shop-12.eu-west-1.elb.amazonaws.com";

interface Case {
  readonly address: Part["signals"];
  readonly service: Part["signals"];
  readonly calls: readonly string[];
}

function blamed({ address, service, calls }: Case) {
  const parts: readonly Part[] = [
    { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100] } },
    { id: ADDRESS, kind: "remote", signals: address },
    { id: "catalog", signals: service },
    { id: "table", kind: "AWS::DynamoDB::Table", signals: { latency: [0.01, 0.01], requests: [100, 100] } },
  ];
  const { hypotheses, evidence } = diagnose(findingsOf(parts, calls, { component: "front", signal: "latency" }));
  const told = evidence.filter(({ key }) => hypotheses[0]?.supports.includes(key)).map(({ sentence }) => sentence);
  return { component: hypotheses[0]?.cause.component.id, told: told.join("\n"), others: hypotheses.slice(1) };
}

const slow = { latency: [0.05, 0.45], requests: [100, 100] } as const;
const beside = [`front>${ADDRESS}`, "front>catalog", "catalog>table"];
const apart = [`front>${ADDRESS}`, "catalog>table"];

describe("an address that nothing is known behind", () => {
  test.each<[string, Case]>([
    ["beside the service that answers", { address: slow, service: slow, calls: beside }],
    ["whose service nobody is seen calling", { address: slow, service: slow, calls: apart }],
    [
      "of a service that others call more",
      { address: slow, service: { ...slow, requests: [900, 900] }, calls: beside },
    ],
    [
      "whose calls are not counted",
      { address: { latency: [0.05, 0.45] }, service: { latency: [0.02, 0.1] }, calls: beside },
    ],
  ])("%s is that service", (_, known) => {
    const { component, told, others } = blamed(known);
    expect(component).toBe("catalog");
    expect(told).toContain(`perhaps called as ${ADDRESS}`);
    expect(others.map(({ cause }) => cause.component.id)).not.toContain(ADDRESS);
  });

  test.each<[string, Case]>([
    ["beside a service that is well", { address: slow, service: { ...slow, latency: [0.05, 0.05] }, calls: beside }],
    [
      "that loses far more than the service beside it",
      { address: slow, service: { ...slow, latency: [0.05, 0.07] }, calls: beside },
    ],
    [
      "beside a service that calls the alarm's component",
      { address: slow, service: slow, calls: [`front>${ADDRESS}`, "catalog>front"] },
    ],
    [
      "that a service calls which nobody is seen calling",
      { address: slow, service: slow, calls: [`front>${ADDRESS}`, `catalog>${ADDRESS}`] },
    ],
    [
      "that the service beside it calls, too",
      { address: { ...slow, requests: [190, 190] }, service: slow, calls: [...beside, `catalog>${ADDRESS}`] },
    ],
    [
      "while a service that nobody is seen calling loses something else",
      { address: slow, service: { ...slow, requests: [900, 900] }, calls: apart },
    ],
  ])("%s is blamed itself", (_, known) => {
    expect(blamed(known).component).toBe(ADDRESS);
  });
});

test("that nobody is seen calling a service by another name proves nothing against it", () => {
  const resources = ["arn:aws:ecs:eu-west-1:1:service/shop/catalog"];
  const change = { id: "1", at: FIRED - 9 * 60, action: "UpdateService", actor: "mia", resources, detail: {} };
  const standings = [apart, beside].map((calls) => {
    const parts: readonly Part[] = [
      { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100] } },
      { id: ADDRESS, kind: "remote", signals: slow },
      { id: "catalog", signals: slow },
      { id: "table", kind: "AWS::DynamoDB::Table", signals: { latency: [0.01, 0.01], requests: [100, 100] } },
    ];
    return diagnose(findingsOf(parts, calls, { component: "front", signal: "latency" }, { changes: [change] })).verdict;
  });
  expect(standings).toEqual(["LIKELY", "CONFIRMED"]);
});
