import type { Findings, Measured } from "../../findings/findings.ts";
import type { Component } from "../../graph/service-graph.ts";
import { accusations, ownLogs } from "../observations/log-patterns.ts";
import { goesOn, hasHole, isGone, isMeasuredAtAlarm } from "../series/absent.ts";
import type { Blame } from "./blame.ts";
import type { Loss, Volume } from "./volume.ts";

/** What the search for unmeasured callees needs. */
interface View {
  readonly findings: Findings;
  readonly components: ReadonlyMap<string, Component>;
  readonly volumes: ReadonlyMap<string, Volume>;
  /** Epoch seconds at which the symptom left its baseline. */
  readonly onset: number;
}

/** Synchronous callees without usable metrics; the caller's apparent loss may be theirs. */
export function unseenBelow(view: Omit<View, "components">, component: string, loss: Loss): readonly string[] {
  const { findings, volumes } = view;
  const below = findings.graph.edges.filter(
    ({ from, to, asynchronous }) => from === component && to !== from && !asynchronous,
  );
  return [...new Set(below.map(({ to }) => to))].filter(
    (id) => (!isSeen(volumes.get(id), loss) || isSilent(view, id) || isGone(view, id)) && !isIdle(findings, id),
  );
}

/** Failures have to be measured: a callee that answers as fast as ever may answer wrongly. */
function isSeen(volume: Volume | undefined, loss: Loss): boolean {
  return volume?.excess[loss] !== undefined;
}

/** Whether a callee's latency is missing at the end, around the onset, or as the alarm fired: then it is not known to be healthy. */
function isSilent(view: Omit<View, "components">, id: string): boolean {
  const own = view.findings.measured.filter(({ component, signal }) => component === id && signal === "latency");
  const isWhole = (measured: Measured): boolean =>
    goesOn({ measured }, view) && isMeasuredAtAlarm({ measured }, view) && !hasHole({ measured }, view);
  return own.length > 0 && !own.some(isWhole);
}

/** Whether a callee had no requests around the symptom: then it explains nothing. */
function isIdle({ measured }: Findings, id: string): boolean {
  const requests = measured.find(({ component, signal }) => component === id && signal === "requests");
  return (
    requests !== undefined && requests.series.values.length > 0 && requests.series.values.every((value) => value === 0)
  );
}

/** Hands a component's own loss on to unmeasured callees that its new log lines name, and to those that are gone. */
export function passUnseen(blames: readonly Blame[], view: View): readonly Blame[] {
  return blames.flatMap((blame) => handOn(blame, view, [blame.component]));
}

function handOn(blame: Blame, view: View, path: readonly string[]): readonly Blame[] {
  const { findings, components } = view;
  const unseen = unseenBelow(view, blame.component, blame.loss)
    .filter((id) => !path.includes(id))
    .map((id) => ({ id, gone: isGone(view, id), lines: accusations(findings, components, blame.component, id) }));
  const named = unseen.filter(({ lines }) => lines > 0);
  const gone = unseen.filter((each) => each.gone);
  const accused = named.length > 0 ? named : gone.map((each) => ({ ...each, lines: 1 }));
  if (accused.length === 0) return [blame];
  // Without what it depends on, a component also writes errors that name nobody.
  const isLost = accused.some((each) => each.gone);
  const own = isLost ? [] : ownLogs(findings, components, blame.component);
  const kept = own.reduce((sum, { count }) => sum + count, 0);
  const whole = accused.reduce((sum, { lines }) => sum + lines, kept);
  const rest = kept > 0 ? [{ ...blame, share: (blame.share * kept) / whole }] : [];
  const handed = accused.flatMap(({ id, lines }) => {
    const share = (blame.share * lines) / whole;
    return handOn({ ...blame, component: id, share, through: blame.through ?? blame.component }, view, [...path, id]);
  });
  return [...rest, ...handed];
}
