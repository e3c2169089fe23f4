import type { Diagnosis, HypothesisDraft } from "./diagnosis.ts";
import type { Scene } from "./scene.ts";
import { amountOf, nameOf, nounOf } from "./sentence.ts";

/** The symptom's last value, whether it is still bad, and when; undefined where nothing was measured. */
export function nowOf({ symptom, findings }: Scene): Diagnosis["now"] {
  if (!symptom) return undefined;
  const { series, signal } = symptom.measured;
  const last = series.values.findLastIndex((value) => !Number.isNaN(value));
  const value = series.values[last];
  if (value === undefined) return undefined;
  const { threshold, above = signal !== "availability" } = findings.symptom;
  const failing = threshold === undefined ? stillAway(symptom, value) : above ? value > threshold : value < threshold;
  return { value, at: series.start + last * series.step, failing };
}

function stillAway({ departure, departed }: NonNullable<Scene["symptom"]>, value: number): boolean {
  if (!departure || !departed) return false;
  return Math.abs(value - departure.baseline.median) > 2 * departure.baseline.spread;
}

/** The verdict and its reason in one sentence. */
export function conclude(
  scene: Scene,
  hypotheses: readonly HypothesisDraft[],
  now: Diagnosis["now"],
): Pick<Diagnosis, "verdict" | "reason"> {
  const best = hypotheses[0];
  if (best && best.standing !== "POSSIBLE") return { verdict: best.standing, reason: best.statement };
  const { gaps, symptom } = scene.findings;
  const what = `${nameOf(scene.components.get(symptom.component), symptom.component)} ${nounOf(symptom.signal)}`;
  if (!now) return { verdict: "INCONCLUSIVE", reason: `No data of ${what}` };
  const value = amountOf(symptom.signal, now.value, scene.symptom?.measured.series.step ?? 60);
  const missing =
    gaps.length > 0
      ? `; not seen: ${gaps
          .map((gap) => gap.what)
          .slice(0, 3)
          .join(", ")}`
      : "";
  if (now.failing) return { verdict: "INCONCLUSIVE", reason: `${what} is still at ${value}, cause unproven${missing}` };
  if (best) return { verdict: "INCONCLUSIVE", reason: `${what} is back at ${value}, cause unproven${missing}` };
  if (missing) return { verdict: "INCONCLUSIVE", reason: `${what} is back at ${value}${missing}` };
  const unknown = [...scene.readings.values()].flat().some(({ departure }) => !departure);
  if (unknown)
    return { verdict: "INCONCLUSIVE", reason: `${what} is back at ${value}; too little history to compare with` };
  return { verdict: "NO FAULT FOUND", reason: `${what} is back at ${value}, and all that was checked is normal` };
}
