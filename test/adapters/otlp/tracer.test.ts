import { afterAll, beforeAll } from "vitest";
import { createTracer } from "../../../adapters/otlp/tracer.ts";
import { tracerContract } from "../../contracts/tracer.ts";
import { type Collector, startCollector } from "../../counterparts/otlp.ts";

let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.stop());

tracerContract("OTLP", async () => createTracer({ endpoint: collector.endpoint, headers: {}, share: 1 }));
