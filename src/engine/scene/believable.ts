import type { Detail, Findings } from "../../findings/findings.ts";
import type { Series } from "../../findings/measured.ts";

/** Values above this are not measurements. Rates, products and distances (in spreads) of smaller values are all finite. */
const ABSURD = 1e30;
/** Smaller values count as zero, because dividing by them would give infinity. */
const TINY = 1e-30;

/** Drops unusable values: too large ones become missing, too small ones zero; series without start or step are removed. */
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
  // A loop by index, because this runs over every value of every series.
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
