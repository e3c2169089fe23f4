import { expect, test } from "vitest";
import { otlp } from "../../../adapters/otlp/connect.ts";
import { otlpSettings } from "../../../adapters/otlp/settings.ts";
import { readConfig } from "../../../src/process/config.ts";
import { importsOf } from "../../imports.ts";

const ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
const HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

test("without an address nothing is traced, and no package of it is loaded", async () => {
  expect(await otlp.connect(readConfig({}, [otlp]))).toBeUndefined();
  expect(importsOf("adapters/otlp/connect.ts").filter((name) => name.startsWith("@"))).toEqual([]);
});

test.each([
  [{ [ENDPOINT]: "http://collector.internal:4318/" }, { [ENDPOINT]: "http://collector.internal:4318" }],
  [{ [ENDPOINT]: "https://otel.example.com/team/a" }, { [ENDPOINT]: "https://otel.example.com/team/a" }],
  [
    { [ENDPOINT]: "http://c:4318", [HEADERS]: "authorization=Bearer%20abc, x-team=ops" },
    { [HEADERS]: { authorization: "Bearer abc", "x-team": "ops" } },
  ],
  [{ OTEL_TRACES_SAMPLER_ARG: "0.25" }, { OTEL_TRACES_SAMPLER_ARG: 0.25 }],
])("reads %j", (env, expected) => {
  expect(readConfig(env, [otlp]).read(otlpSettings)).toMatchObject(expected);
});

test.each([
  [{ [ENDPOINT]: "collector:4318" }, `${ENDPOINT} is not an address`],
  [{ [ENDPOINT]: "http://user:password@collector:4318" }, `${ENDPOINT} is not an address`],
  [{ [ENDPOINT]: "http://c:4318", [HEADERS]: "Bearer abc" }, `${HEADERS} is not a list`],
  [{ [HEADERS]: "a=b" }, `${ENDPOINT} is not set`],
  [{ OTEL_TRACES_SAMPLER_ARG: "2" }, "OTEL_TRACES_SAMPLER_ARG is not a share"],
  [{ OTEL_TRACES_SAMPLER_ARG: "all" }, "OTEL_TRACES_SAMPLER_ARG"],
])("refuses %j", (env, problem) => {
  expect(() => readConfig(env, [otlp])).toThrow(problem);
});
