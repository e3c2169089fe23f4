import type { Detail, Findings } from "../../findings/findings.ts";
import type { Series } from "../../findings/measured.ts";

/** No measurement is larger. Rates of such values, their products and distances in spreads are all still finite. */
const ABSURD = 1e30;
/** A measurement that is smaller is zero: what is divided by it would be infinite. */
const TINY = 1e-30;

/** The findings without unusable values: absurdly large ones are missing, absurdly small ones zero, series without a time are dropped. */
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
    const size = Math.abs(values[index] ?? 0);
    if (size > ABSURD || (size < TINY && size > 0)) return true;
  }
  return false;
}

function finite(series: Series): Series {
  const values = series.values.map((value) => {
    const size = Math.abs(value);
    return size > ABSURD ? Number.NaN : size < TINY ? 0 : value;
  });
  return { ...series, values };
}
