import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { packs } from "../../src/packs/packs.ts";

/** Namespaces whose metrics the pages list in full. */
const LISTED = [
  "AWS/AOSS",
  "AWS/AppFabric",
  "AWS/CloudWatch/MetricStreams",
  "AWS/ElasticMapReduce",
  "AWS/EMRServerless",
  "AWS/NetworkFirewall",
  "AWS/OSIS",
  "AWS/PrivateLinkEndpoints",
  "AWS/Redshift-Serverless",
  "AWS/RolesAnywhere",
  "AWS/SNS",
  "ContainerInsights",
  "ECS/ContainerInsights",
];

const folder = new URL("../../../shared/aws/", import.meta.url);
const pages = existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8")) : [];

describe.skipIf(pages.length === 0)("names as AWS's pages have them (skipped where the pages are absent)", () => {
  const all = pages.join("\n");
  test.each(packs.filter(({ namespace }) => LISTED.includes(namespace)))("of $service", (pack) => {
    const { namespace, dimensions, metrics, alarms } = pack;
    const names = [...Object.values(metrics), ...alarms].map(({ name }) => name);
    expect([namespace, ...dimensions, ...names].filter((name) => !all.includes(name))).toEqual([]);
  });
});
