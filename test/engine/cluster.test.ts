import { expect, test } from "vitest";
import { diagnose } from "../../src/engine/diagnose.ts";
import type { ClusterReason } from "../../src/findings/cluster-reason.ts";
import type { Findings } from "../../src/findings/findings.ts";
import type { Reason } from "../../src/kubernetes/reason.ts";
import { objectComponents } from "../../src/telemetry/collect/cluster-reasons.ts";
import { FIRED, findingsOf } from "./hand-made.ts";

const BEGAN = FIRED - 8 * 60;

const reason: Reason = {
  kind: "image-wrong",
  object: { kind: "Deployment", namespace: "shop", name: "cart" },
  field: "spec.template.spec.containers[main].image",
  observed: "cart:1.55",
  expected: "a tag that exists, as cart:1.5",
  sentence: "cart does not start: the image or its tag does not exist (cart:1.55)",
  refutedBy: "the image can be pulled by hand",
  relief: {
    command: "kubectl -n shop set image deployment/cart main=cart:1.5",
    undo: "kubectl -n shop set image deployment/cart main=cart:1.55",
  },
  certainty: 1,
  affects: [{ kind: "Deployment", namespace: "shop", name: "cart" }],
  quotes: ['Failed to pull image "cart:1.55": not found'],
  since: BEGAN,
};

const stated = (given: Partial<Reason> = {}, isFelt = true): ClusterReason => {
  const whole = { ...reason, ...given };
  const { kind, namespace, name } = whole.object;
  return { cluster: "prod", component: `prod/${namespace}/${kind}/${name}`, reason: whole, isFelt };
};

function findings(reasons: readonly ClusterReason[], rest: Partial<Findings> = {}, bad = 40): Findings {
  const made = findingsOf(
    [{ id: "cart", kind: "AWS::EKS::Pod", signals: { errors: [0.2, bad] } }],
    [],
    { component: "cart", signal: "errors", threshold: 5 },
    rest,
  );
  const graph = { ...made.graph, components: [...made.graph.components, ...objectComponents(reasons)] };
  return { ...made, graph, reasons, horizons: { ...made.horizons, cluster: FIRED } };
}

const first = (reasons: readonly ClusterReason[], rest?: Partial<Findings>, bad?: number) => {
  const { hypotheses, evidence, verdict } = diagnose(findings(reasons, rest, bad));
  const [best] = hypotheses;
  if (!best) throw new Error("no hypothesis");
  return {
    best,
    verdict,
    said: evidence.filter(({ key }) => best.supports.includes(key)).map(({ sentence }) => sentence),
  };
};

test("what the cluster states of the alarm's own workload, from the onset on, confirms: object, field, relief and the way to be sure", () => {
  const { best, verdict, said } = first([stated()]);
  expect(verdict).toBe("CONFIRMED");
  expect(best).toMatchObject({
    cause: { component: { name: "Deployment shop/cart", kind: "Kubernetes::Deployment" }, mechanism: "image-wrong" },
    statement: reason.sentence,
    settles: { command: "cluster prod shop" },
    relief: { command: reason.relief?.command, undo: reason.relief?.undo },
    refutedBy: reason.refutedBy,
  });
  expect(said).toEqual([
    expect.stringMatching(/^cart errors 0.2 → \d+ per min/),
    "Deployment shop/cart spec.template.spec.containers[main].image is cart:1.55; should be a tag that exists, as cart:1.5",
    'prod says "Failed to pull image "cart:1.55": not found"',
  ]);
});

test.each([
  ["of long before is possible only", [stated({ since: FIRED - 3 * 86_400 })], "POSSIBLE"],
  ["that began after the alarm's metric moved is possible only", [stated({ since: FIRED + 600 })], "POSSIBLE"],
  ["of somebody else in the same place is possible only", [stated({}, false)], "POSSIBLE"],
  ["that is only a symptom is possible only", [stated({ certainty: 0.25 })], "POSSIBLE"],
  ["that a program's log tells is likely", [stated({ certainty: 0.7 })], "LIKELY"],
  ["without a time is likely", [stated({ since: undefined as never })], "LIKELY"],
  [
    "beside another of the same weight is likely",
    [stated(), stated({ object: { kind: "Service", namespace: "shop", name: "cart" }, kind: "service-selector" })],
    "LIKELY",
  ],
] as const)("a reason %s", (_, reasons, standing) => {
  const { hypotheses } = diagnose(findings(reasons));
  const found = hypotheses.find(({ cause }) => cause.component.kind === "Kubernetes::Deployment");
  expect(found?.standing).toBe(standing);
});

test("where the alarm's metric did not move, nothing is more than possible", () => {
  const { hypotheses } = diagnose(findings([stated()], {}, 0.2));
  expect(hypotheses.map(({ standing }) => standing).filter((each) => each !== "POSSIBLE")).toEqual([]);
});

test("a rollout just before leads, says what differs and is rolled back by its revision", () => {
  const change = {
    id: "k8s:1",
    at: BEGAN - 20,
    action: "RolloutDeployment",
    actor: "helm",
    resources: ["prod/shop/Deployment/cart", "prod"],
    detail: { image: "cart:1.5 → cart:1.55" },
    parameters: { kind: "Deployment", name: "cart", namespace: "shop", revision: "5", previous: "4" },
  };
  const { best } = first([stated()], { changes: [change] });
  expect(best.statement).toBe(`rollout of cart, image cart:1.5 → cart:1.55, by helm. Since then: ${reason.sentence}`);
  expect(best.relief).toEqual({
    text: "Back to revision 4 of cart",
    command: "kubectl -n shop rollout undo deployment/cart --to-revision=4",
    undo: "kubectl -n shop rollout undo deployment/cart --to-revision=5",
  });
});

test("a discarded reason is not proposed again", () => {
  const { hypotheses } = diagnose({
    ...findings([stated()]),
    discarded: [{ component: { id: "prod/shop/Deployment/cart", name: "", kind: "" }, mechanism: "image-wrong" }],
  });
  expect(hypotheses.filter(({ cause }) => cause.mechanism === "image-wrong")).toEqual([]);
});
