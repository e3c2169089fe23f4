import { counted, figure, lasted } from "../../card/number.ts";
import type { Change } from "../../findings/change.ts";
import type { Meaning } from "../../findings/check.ts";
import type { Series, Window } from "../../findings/measured.ts";
import type { Trace } from "../../findings/trace.ts";

/** What a check is about: a hypothesis's component, and when its trouble began, epoch seconds. */
export interface CheckSubject {
  readonly name: string;
  readonly onset: number;
}

/** The change that a hypothesis is about stands out if nothing else of its resource was changed before the trouble began. */
export function meaningOfChanges(
  { name, onset }: CheckSubject,
  changedAt: number,
  {
    changes,
    horizon,
    window,
  }: { readonly changes: readonly Change[]; readonly horizon: number; readonly window: Window },
): Meaning {
  const others = changes
    .filter(({ at }) => at !== changedAt && at <= onset)
    .toSorted((one, other) => other.at - one.at);
  const [last] = others;
  if (horizon < onset) return { bearing: "open", sentence: "Changes are not seen up to when it began" };
  if (changedAt < window.start)
    return { bearing: "open", sentence: "The change itself is older than what was asked for" };
  if (!last)
    return {
      bearing: "supports",
      sentence: `No other change to ${name} in the ${lasted(onset - window.start)} before it began`,
    };
  const ago = lasted(onset - last.at);
  return {
    bearing: "open",
    sentence: `${counted(others.length, "other change")} to ${name} before it began, the last ${ago} before: ${last.action} by ${last.actor}`,
  };
}

/** A pattern of log lines belongs to the trouble if it is written since then, and was not before. */
export function meaningOfLines({
  since,
  before,
}: {
  readonly since: number;
  readonly before: number | undefined;
}): Meaning {
  if (since === 0) return { bearing: "weakens", sentence: "No line of this pattern is written any more" };
  if (before === undefined) return { bearing: "open", sentence: "Whether the lines were written before is not known" };
  return before === 0
    ? { bearing: "supports", sentence: "These lines are written since it began, and none was in the time before" }
    : { bearing: "open", sentence: `These lines were written before it began, too: ${figure(before)}` };
}

/** Failed requests speak for a component if most of them end there. */
export function meaningOfTraces({ name }: CheckSubject, traces: readonly Trace[]): Meaning {
  const told = traces.flatMap(({ outcome, cause }) => (outcome === "ok" || cause === undefined ? [] : [cause]));
  const own = told.filter((cause) => cause.startsWith(`${name}:`)).length;
  if (told.length === 0) return { bearing: "open", sentence: "No trace tells where a request failed" };
  const sentence = `${own} of ${counted(told.length, "failed request")} end at ${name}`;
  return { bearing: own * 2 >= told.length ? "supports" : "weakens", sentence };
}

/** A metric that is back to usual while the alarm goes on is not its cause. `before` and `after`: its values around the onset. */
export function meaningOfValue(
  { name }: CheckSubject,
  {
    series,
    before,
    after,
    firing,
  }: { readonly series: Series; readonly before: number; readonly after: number; readonly firing: boolean },
): Meaning {
  const last = series.values.findLast((value) => !Number.isNaN(value));
  if (last === undefined) return { bearing: "open", sentence: "The metric has no value in this time" };
  if (!firing) return { bearing: "open", sentence: "The alarm is over, so that its value now tells nothing" };
  const isBack = Math.abs(last - before) < Math.abs(last - after);
  return isBack
    ? { bearing: "weakens", sentence: `This metric of ${name} is back to usual while the alarm goes on` }
    : { bearing: "supports", sentence: `This metric of ${name} is as unusual as when it began, and the alarm goes on` };
}
