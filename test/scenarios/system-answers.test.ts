import { afterEach, expect, test } from "vitest";
import { simulateSystem, systemIncidentOf } from "../../adapters/recording/systems/systems.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

const startedAt = new Date("2026-11-23T12:05:00Z");
const now = (): Date => new Date(startedAt.getTime() + 600_000);

/** A house that looks at an incident of an AWS system, as the playground does after it was raised. */
function playing(name: string): House {
  const found = systemIncidentOf(name);
  if (!found) throw new Error(`no incident ${name}`);
  const { telemetry } = simulateSystem(found, { seed: 3, startedAt, now });
  const house = createHouse({ telemetry, now });
  houses.push(house);
  return house;
}

test.each([
  ["hbase-regions", "promql hadoop_hbase_flushqueuelength last 1h", /^3 series; the highest now is hadoop_hbase_flush/],
  ["hbase-regions", "promql up now", /^2 values$/],
  ["hbase-regions", "ask hbase dead", /^1 series/],
  ["commerce-errors", "ppl source = logs | where level = 'error' | stats count() by span(time, 5m)", /^\d row/],
  ["commerce-errors", "ask opensearch errors index=logs time=time word=KeyError", /^\d row/],
  ["commerce-errors", "ask opensearch trace index=logs time=time text=traceId trace=0", /^\d+ rows/],
  ["redshift-limit", "ask redshift-serverless running workgroup=analytics", /^Which queries wait.*: 2 rows$/],
  ["eks-network", "ask network-flow-monitor retransmissions monitor=shop", /^Which flows send packets again: 2 rows$/],
  ["eks-network", "cluster", /products/],
  ["emr-serverless-driver", "ask emr-serverless sizes application=revenue", /: 1 row$/],
])("in the incident %s, %s is answered, labelled", async (incident, text, sentence) => {
  const house = playing(incident);
  await house.say(text);
  await expect.poll(async () => (await stateOf(house, 1001)).queries[0]?.answer).toBeDefined();
  const answer = (await stateOf(house, 1001)).queries[0]?.answer;
  expect(answer?.sentence).toMatch(sentence);
  expect(answer?.label).toBe("simulated");
});
