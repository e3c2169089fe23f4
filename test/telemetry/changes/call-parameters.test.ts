import { expect, test } from "vitest";
import { parametersOf } from "../../../src/telemetry/changes/call-parameters.ts";

const deployed = (...statuses: readonly string[]) => ({
  request: {},
  response: {
    service: { deployments: statuses.map((status, index) => ({ status, taskDefinition: `app:${9 - index}` })) },
  },
});
const targets = (...ids: readonly string[]) => ({ request: { targets: ids.map((id) => ({ id })) }, response: null });

test.each([
  ["the one deployment that is replaced", "UpdateService", deployed("PRIMARY", "ACTIVE"), { previous: "app:8" }],
  ["of two that are being replaced, none", "UpdateService", deployed("PRIMARY", "ACTIVE", "ACTIVE"), {}],
  ["nothing where none is", "UpdateService", deployed("PRIMARY"), {}],
  ["lists, whole", "RegisterTargets", targets("i-1"), { targets: '[{"id":"i-1"}]' }],
  [
    "no list that is too long",
    "RegisterTargets",
    targets(...Array.from({ length: 200 }, (_, index) => `i-${index}`)),
    {},
  ],
  ["nothing with a secret in it", "RegisterTargets", targets("AKIAIOSFODNN7EXAMPLE"), {}],
  ["nothing of a call that has no answer", "UpdateTable", { request: undefined, response: undefined }, {}],
  ["nothing of an action that needs nothing more", "TagResource", targets("i-1"), {}],
  ["nothing of an action that is a property of all objects", "constructor", targets("i-1"), {}],
])("keeps %s", (_, action, call, kept) => {
  expect(parametersOf(action, call)).toEqual(kept);
});
