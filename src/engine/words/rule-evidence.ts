import { figure, quantity } from "../../card/number.ts";
import { toQueryText } from "../../findings/query-text.ts";
import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import { timesOf } from "../../packs/interpret.ts";
import type { Condition, PackMetric } from "../../packs/pack.ts";
import type { HeldMetric, HeldRule } from "../candidates/held-rule.ts";
import type { Scene } from "../scene/scene.ts";
import { componentOf, horizonOf } from "./evidence.ts";
import { joinAmounts } from "./sentence.ts";

/** A pack rule that holds: what it means, and its figures, except those of queries in `told`, which are shown already. */
export function ruleEvidence(scene: Scene, held: HeldRule, coveredQueries: ReadonlySet<string>): EvidenceDraft {
  const { component, pack, rule, onset, until } = held;
  const known = componentOf(scene, component);
  const step = scene.grid?.step ?? 60;
  const figures = Object.entries(held.metrics).flatMap(([key, { now, usual }]) => {
    const name = pack.metrics[key]?.name ?? key;
    return [[name, now] as const, ...(Number.isNaN(usual) ? [] : [[`${name} usual`, usual] as const])];
  });
  return {
    key: `rule ${component} ${rule.id}`,
    kind: "rule",
    component: known,
    sentence: [`${known.name}: ${rule.title}`, ...figureTexts(held, coveredQueries, step)].join(", "),
    figures: { ...Object.fromEntries(figures), period: step, onset },
    query: queriesOf(held).join("; "),
    window: { start: onset, end: until },
    horizon: horizonOf(scene, "metrics"),
  };
}

/** The queries of the metrics of a rule, the most significant first. */
export function queriesOf({ rule, metrics }: HeldRule): readonly string[] {
  const keys = [...rule.all.map(({ metric }) => metric), ...Object.keys(metrics)];
  return [...new Set(keys)].flatMap((key) => {
    const query = metrics[key]?.query;
    return query ? [toQueryText(query)] : [];
  });
}

/** Each metric once, as its first condition has it. */
function figureTexts(held: HeldRule, coveredQueries: ReadonlySet<string>, step: number): readonly string[] {
  const { all } = held.rule;
  return all.flatMap((condition, index) => {
    const again = all.findIndex(({ metric }) => metric === condition.metric) < index;
    const known = held.metrics[condition.metric];
    return again || !known || coveredQueries.has(toQueryText(known.query))
      ? []
      : [conditionText(held, condition, known, step)];
  });
}

function conditionText({ pack, metrics }: HeldRule, condition: Condition, known: HeldMetric, step: number): string {
  const of = "of" in condition ? condition.of : undefined;
  const metric = pack.metrics[condition.metric];
  if (!metric) return condition.metric;
  const amount = (value: number): string => amountOf(metric, value, step);
  if (of === "highest") return `${metric.name} ${amount(known.now)} (highest ${amount(known.highest)})`;
  const limit = typeof of === "object" ? metrics[of.metric] : undefined;
  if (typeof of !== "object" || !limit) return `${metric.name} ${movedText(known, amount)}`;
  const share = Math.round((100 * known.now) / (limit.now * timesOf(of, step)));
  return `${metric.name} at ${share} % of ${pack.metrics[of.metric]?.name}`;
}

function movedText({ usual, now }: HeldMetric, amount: (value: number) => string): string {
  return Number.isNaN(usual) ? amount(now) : joinAmounts(amount(usual), " → ", amount(now));
}

function amountOf({ statistic, unit }: PackMetric, value: number, step: number): string {
  if (statistic !== "Sum") return quantity(value, unit === "Milliseconds" ? "Seconds" : unit);
  return value === 0 ? "none" : `${figure((value * 60) / step)} per min`;
}
