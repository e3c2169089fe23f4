import { figure, lasted } from "../../card/number.ts";
import type { Diagnosis } from "../../investigation/diagnosis.ts";
import type { Scene } from "../scene/scene.ts";
import { countsOf } from "./count.ts";
import { amountOf, joinAmounts, nameOf } from "./sentence.ts";

/** Adds to the symptom's last value who is hurt and how much, while it fails. */
export function withImpact(scene: Scene, now: Diagnosis["now"]): Diagnosis["now"] {
  const impact = now?.failing ? impactOf(scene) : undefined;
  return now && impact !== undefined ? { ...now, impact } : now;
}

/**
 * "32 % of requests to checkout fail (184 of 578 in 9 min)", or "requests to checkout take 1.2 s (p99), usual 180–240 ms"; undefined where
 * the symptom is neither, did not leave its usual range, or its requests were not counted.
 */
function impactOf(scene: Scene): string | undefined {
  const { symptom, components } = scene;
  if (!symptom?.departure || !symptom.departed) return undefined;
  const { measured, departure } = symptom;
  const { signal, statistic, series } = measured;
  const name = nameOf(components.get(measured.component), measured.component);
  if (signal === "latency") {
    const { baseline, mean } = departure;
    const amount = (value: number): string => amountOf(measured, value);
    const usual = joinAmounts(amount(baseline.low), "–", amount(baseline.high));
    return `Requests to ${name} take ${amount(mean)} (${statistic === "Average" ? "average" : statistic}), usual ${usual}`;
  }
  const counts = countsOf(scene, symptom);
  if (!counts || counts.failed === 0) return undefined;
  const { failed, asked } = counts;
  const minutes = lasted((departure.until - departure.from) * series.step);
  return `${figure((100 * failed) / asked)} % of requests to ${name} fail (${thousands(failed)} of ${thousands(asked)} in ${minutes})`;
}

function thousands(count: number): string {
  return count.toLocaleString("en-US");
}
