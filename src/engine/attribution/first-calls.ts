import type { Findings } from "../../findings/findings.ts";
import { type Grid, onGrid } from "../series/grid.ts";
import { settings } from "../settings.ts";
import type { Blame } from "./blame.ts";
import type { Callee } from "./call-shares.ts";
import type { FirstSeen } from "./first-seen.ts";
import { measuredOf } from "./measured-of.ts";
import type { Loss, Volume } from "./volume.ts";

/** A call never seen before that causes a caller's loss. */
export interface FirstCall extends FirstSeen {
  readonly loss: Loss;
  /** Of what the caller loses without its other callees, 0 to 1. */
  readonly share: number;
}

/** What the attribution of a loss needs. */
interface View {
  readonly findings: Findings;
  readonly grid: Grid;
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly callees: ReadonlyMap<string, readonly Callee[]>;
}

/** Hands the loss of new callees back to their callers, because it is the callers that changed. */
export function passFirstCalls(
  blames: readonly Blame[],
  seen: readonly FirstSeen[],
  view: View,
): { readonly blames: readonly Blame[]; readonly firstCalls: readonly FirstCall[] } {
  const firstCalls = seen.flatMap((each) => firstCallOf(each, blames, view) ?? []);
  if (firstCalls.length === 0) return { blames, firstCalls };
  return { blames: joined(blames.flatMap((blame) => handBack(blame, firstCalls))), firstCalls };
}

/** The kind of loss that the call mostly causes, the larger first; undefined if it mostly causes neither. */
function firstCallOf(seen: FirstSeen, blames: readonly Blame[], view: View): FirstCall | undefined {
  const both = (["time", "failures"] as const).map((loss) => {
    const fitting = blames.filter((blame) => blame.loss === loss);
    const handed = sharesOf(fitting.filter(({ component }) => seen.behind.has(component)));
    const own = fitting.filter(({ component }) => component === seen.caller);
    const whole = handed + sharesOf(own);
    const canLose = view.volumes.get(seen.caller)?.excess[loss] !== undefined;
    const made = loss === "time" ? sharesOf(own) * timePart(seen, own, view) : 0;
    return { loss, whole, share: canLose && whole > 0 ? (handed + made) / whole : 0 };
  });
  const most = both
    .filter(({ share }) => share >= settings.liesInFirstCall)
    .toSorted((one, other) => other.whole - one.whole)[0];
  return most && { ...seen, loss: most.loss, share: Math.min(1, most.share) };
}

function sharesOf(blames: readonly Blame[]): number {
  return blames.reduce((sum, { share }) => sum + share, 0);
}

/** The share of a caller's lost time that is spent in new calls, on average over its loss. */
function timePart({ caller, callee }: FirstSeen, blames: readonly Blame[], view: View): number {
  const { findings, grid, volumes, callees } = view;
  const lost = blames.find(({ own }) => own)?.own;
  const latency = measuredOf(
    findings.measured.filter(({ component }) => component === callee),
    "latency",
  );
  const volume = volumes.get(callee);
  if (!lost || !latency || !volume) return 0;
  const taken = onGrid(grid, latency.baseline, latency.series, false);
  const asked = volumes.get(findings.symptom.component)?.requests;
  const ofCaller = callees.get(caller)?.find(({ id }) => id === callee)?.share ?? 1;
  let sum = 0;
  for (let index = grid.historyCount + lost.from; index < grid.historyCount + lost.until; index++) {
    sum += ((taken[index] || 0) * (volume.requests[index] || 0)) / (asked?.[index] || 1);
  }
  const part = (ofCaller * sum) / ((lost.until - lost.from) * lost.mean);
  return part > settings.addedAtMost ? 0 : Math.min(1, part);
}

/** Splits the blame evenly among the new callers. */
function handBack(blame: Blame, firstCalls: readonly FirstCall[]): readonly Blame[] {
  const callers = firstCalls.filter(({ behind, loss }) => loss === blame.loss && behind.has(blame.component));
  if (callers.length === 0) return [blame];
  const { through: _, ...rest } = blame;
  return callers.map(({ caller }) => ({ ...rest, component: caller, share: blame.share / callers.length }));
}

/** Adds up blames for the same loss of the same component, with the departure of the largest. */
function joined(blames: readonly Blame[]): readonly Blame[] {
  const alike = Map.groupBy(blames, ({ component, loss, leadsTo }) => JSON.stringify([component, loss, leadsTo]));
  return [...alike.values()].flatMap((all) => {
    const largest = all.filter(({ own }) => own).toSorted((one, other) => other.share - one.share)[0] ?? all[0];
    const ownExcess = all.reduce((sum, each) => sum + each.ownExcess, 0);
    return largest ? [{ ...largest, share: sharesOf(all), ownExcess }] : [];
  });
}
