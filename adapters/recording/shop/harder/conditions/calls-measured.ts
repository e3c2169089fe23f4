import { withMeasuredCalls } from "../../signals/measured-calls.ts";
import type { MakeCondition } from "./condition.ts";

/** Callers measure their calls, and the service graph lists these metrics. */
export const callsMeasured: MakeCondition = () => ({
  name: "calls measured",
  through: (telemetry, { world }) => withMeasuredCalls(telemetry, world),
});
