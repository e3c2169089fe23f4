import { NotSeen } from "../../../src/errors.ts";
import type { LabelledSeries, Window } from "../../../src/findings/measured.ts";
import { type Expression, expressionOf } from "../../../src/promql/expression.ts";
import type { Prometheus, Sample } from "../../../src/telemetry/ports/prometheus.ts";
import { type Exposed, evaluate, NotSimulated } from "./evaluate.ts";

/** Points of a picture. */
const POINTS = 240;
const SHORTEST = 60;

/** A Prometheus with simulated series, for the common part of PromQL. */
export function createSimulatedPrometheus(series: readonly Exposed[], now: () => Date): Prometheus {
  const clock = (): number => Math.floor(now().getTime() / 1000);

  function samplesAt(expression: Expression, at: number): readonly Sample[] {
    try {
      return evaluate(expression, at, series);
    } catch (error) {
      if (error instanceof NotSimulated) throw notSimulated(error.message);
      throw error;
    }
  }

  return {
    label: "simulated",
    async range(text, window, signal, step = stepOf(window)) {
      signal.throwIfAborted();
      const expression = parsed(text);
      const start = Math.floor(window.start / step) * step;
      const end = Math.max(start, Math.min(window.end, clock()));
      const length = Math.floor((end - start) / step) + 1;
      const found = new Map<string, LabelledSeries>();
      for (let index = 0; index < length; index++) {
        for (const { labels, value } of samplesAt(expression, start + index * step)) {
          const label = nameOf(labels);
          const known = found.get(label) ?? {
            label,
            series: { start, step, values: new Float64Array(length).fill(Number.NaN) },
          };
          known.series.values[index] = value;
          found.set(label, known);
        }
      }
      return { value: [...found.values()], horizon: end, gaps: [] };
    },
    async instant(text, at, signal) {
      signal.throwIfAborted();
      const time = Math.min(at, clock());
      return { value: samplesAt(parsed(text), time), horizon: time, gaps: [] };
    },
    async labelValues(label, { end }, signal) {
      signal.throwIfAborted();
      const value = [...new Set(series.flatMap(({ labels }) => labels[label] ?? []))].toSorted();
      return { value, horizon: Math.min(end, clock()), gaps: [] };
    },
  };
}

function parsed(text: string): Expression {
  const expression = expressionOf(text);
  if (!expression) throw notSimulated("this expression");
  return expression;
}

function notSimulated(what: string): NotSeen {
  return new NotSeen(`the simulated Prometheus does not take it: it cannot parse ${what}`, {
    remedy: "ask for a metric, rate(…), increase(…) or one of the sums and comparisons of these",
  });
}

function stepOf({ start, end }: Window): number {
  return Math.max(SHORTEST, Math.ceil((end - start) / POINTS / SHORTEST) * SHORTEST);
}

function nameOf({ __name__: name = "", ...others }: Sample["labels"]): string {
  const written = Object.entries(others).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return written.length === 0 ? name || "value" : `${name}{${written.join(", ")}}`;
}
