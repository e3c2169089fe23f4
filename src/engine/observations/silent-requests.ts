import { measuredOf } from "../attribution/measured-of.ts";
import type { Scene } from "../scene/scene.ts";
import { onGrid } from "../series/grid.ts";
import { type LeftOut, leftOut } from "./left-out-lines.ts";

/** Whether a component's requests no longer write any line of their own: they end before the first. */
export function silentRequests({ findings, grid, onset }: Scene, component: string): LeftOut | undefined {
  const begun = findings.patterns.filter((log) => log.component === component && log.requests && log.window);
  const window = begun[0]?.window;
  if (grid?.step !== 60 || !window) return undefined;
  const inward = (findings.calls ?? []).filter(
    ({ to, signal, side }) => to === component && signal === "requests" && side === "caller",
  );
  const requests = measuredOf(
    findings.measured.filter((each) => each.component === component),
    "requests",
  );
  const asked = inward.length > 0 ? inward : requests ? [requests] : [];
  const around = asked.map((each) => onGrid(grid, each.baseline, each.series, true).subarray(grid.historyCount));
  if (around.length === 0) return undefined;
  // Minutes of logs and of metrics may begin at different seconds.
  const by = Math.round((grid.start - window.start) / 60);
  const all = Float64Array.from({ length: grid.count }, (_, index) => {
    const known = around.flatMap((values) => (Number.isNaN(values[index]) ? [] : [values[index] ?? 0]));
    return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0);
  });
  const wrote = all.map((_, index) =>
    begun.reduce((sum, log) => sum + (log.requests?.begun[index + by] ?? Number.NaN), 0),
  );
  return leftOut({ all, wrote, start: grid.start }, onset);
}
