import type { Detail, Findings } from "../../findings/findings.ts";
import type { Series } from "../../findings/measured.ts";

/** No measurement is as large; its square is still a number. */
const ABSURD = 1e100;

/** The findings with what can be read of them: values that are no numbers are missing, and series without a time tell nothing. */
export function believable(findings: Findings): Findings {
  return { ...findings, measured: read(findings.measured), details: read(findings.details) };
}

function read<Metric extends Detail>(all: readonly Metric[]): readonly Metric[] {
  return all
    .filter(({ series, baseline }) => isTimed(series) && isTimed(baseline))
    .map((each) => {
      const { series, baseline } = each;
      if (!isAbsurd(series) && !isAbsurd(baseline)) return each;
      return { ...each, series: finite(series), baseline: finite(baseline) };
    });
}

function isTimed({ start, step }: Series): boolean {
  return Number.isFinite(start) && Number.isFinite(step) && step > 0;
}

function isAbsurd({ values }: Series): boolean {
  // By index, as this runs over every value of every series.
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if (value > ABSURD || value < -ABSURD) return true;
  }
  return false;
}

function finite(series: Series): Series {
  const values = series.values.map((value) => (Math.abs(value) > ABSURD ? Number.NaN : value));
  return { ...series, values };
}
