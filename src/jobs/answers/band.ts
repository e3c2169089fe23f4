import type { ChartBody } from "../../chart/chart.ts";
import { outside, type UsualRange, usualRange, usualSince } from "../../engine/series/usual.ts";
import { settings } from "../../engine/settings.ts";
import type { Gap } from "../../events/events.ts";
import type { MetricQuery, Seen, Series, Window } from "../../findings/measured.ts";
import { gapOf } from "../../telemetry/ports/gap.ts";
import { toChartValues } from "../charts.ts";
import type { Asking } from "./answer.ts";

/** A metric in a window with the band of its usual values, as charts draw it, and a sentence on it. */
export interface Banded {
  readonly seen: Seen<readonly (Series | undefined)[]>;
  readonly band?: NonNullable<ChartBody["band"]>;
  readonly words: string;
}

const OWN = `this time of day on the ${settings.bandDays} days before`;

/** CloudWatch's anomaly detection band if it has a model of the metric, else a band from the same hours of the days before. */
export async function fetchWithBand(asking: Asking, query: MetricQuery, window: Window): Promise<Banded> {
  const { metrics } = asking.telemetry;
  const gaps: Gap[] = [];
  const expected = await metrics.expected?.(query, window, asking.signal).catch((error: unknown) => {
    asking.signal.throwIfAborted();
    gaps.push(gapOf("CloudWatch's band", error));
    return undefined;
  });
  if (expected) {
    const seen = await metrics.fetch([query], window, asking.signal);
    const range = { lower: expected.lower.values, upper: expected.upper.values };
    return banded(seen, range, "CloudWatch's anomaly detection");
  }
  const longer = { start: usualSince(window, query.period), end: window.end };
  const seen = await metrics.fetch([query], longer, asking.signal);
  const [series] = seen.value;
  const present = { ...seen, value: [series && cut(series, window)], gaps: [...seen.gaps, ...gaps] };
  return banded(present, series && usualRange(series, window), OWN);
}

function banded(seen: Banded["seen"], range: UsualRange | undefined, source: string): Banded {
  const [series] = seen.value;
  if (!series || !range) return { seen, words: `No band: too little is known of ${source}` };
  const { count, of } = outside(series.values, range);
  const lie = count === 1 ? "lies" : "lie";
  return {
    seen,
    band: {
      start: series.start,
      step: series.step,
      lower: toChartValues(range.lower),
      upper: toChartValues(range.upper),
      label: "usual",
    },
    words: `${count} of ${of} points ${lie} outside the band of usual values (${source})`,
  };
}

/** The part of a series from a window's start on, as {@link usualRange} needs it. */
function cut({ start, step, values }: Series, window: Window): Series {
  const first = Math.max(0, Math.floor((window.start - start) / step));
  return { start: start + first * step, step, values: values.subarray(first) };
}
