import type { Findings, Measured } from "../../findings/findings.ts";
import type { Component } from "../../graph/service-graph.ts";
import { accusations, ownLogs } from "../observations/log-patterns.ts";
import { goesOn, hasHole, isHeard } from "../series/absent.ts";
import type { Blame } from "./blame.ts";
import type { Loss, Volume } from "./volume.ts";

/** What is needed to say who was seen. */
interface View {
  readonly findings: Findings;
  readonly components: ReadonlyMap<string, Component>;
  readonly volumes: ReadonlyMap<string, Volume>;
  /** Epoch seconds: when the symptom left its baseline. */
  readonly onset: number;
}

/** Those whom a component waits for, and of whom it is not known whether they lost anything: what it seems to make itself may be theirs. */
export function unseenBelow(view: Omit<View, "components">, component: string, loss: Loss): readonly string[] {
  const { findings, volumes } = view;
  const below = findings.graph.edges.filter(
    ({ from, to, asynchronous }) => from === component && to !== from && !asynchronous,
  );
  return [...new Set(below.map(({ to }) => to))].filter(
    (id) => (!isSeen(volumes.get(id), loss) || isSilent(view, id)) && !isIdle(findings, id),
  );
}

/** Failures are seen only where failures are measured: who answers as fast as ever may answer wrongly. */
function isSeen(volume: Volume | undefined, loss: Loss): boolean {
  return volume?.excess[loss] !== undefined;
}

/** Who tells nothing any more, or told nothing for a while around the onset or as the alarm fired, is not known to have been well. */
function isSilent(view: Omit<View, "components">, id: string): boolean {
  const own = view.findings.measured.filter(({ component, signal }) => component === id && signal === "latency");
  const isWhole = (measured: Measured): boolean =>
    goesOn({ measured }, view) && isHeard({ measured }, view) && !hasHole({ measured }, view);
  return own.length > 0 && !own.some(isWhole);
}

/** Whom nobody called around the symptom explains nothing. */
function isIdle({ measured }: Findings, id: string): boolean {
  const requests = measured.find(({ component, signal }) => component === id && signal === "requests");
  return (
    requests !== undefined && requests.series.values.length > 0 && requests.series.values.every((value) => value === 0)
  );
}

/** Hands what a component seems to lose itself on to those it calls that were not seen and that its new log lines name. */
export function passUnseen(blames: readonly Blame[], view: View): readonly Blame[] {
  return blames.flatMap((blame) => handOn(blame, view, [blame.component]));
}

function handOn(blame: Blame, view: View, path: readonly string[]): readonly Blame[] {
  const { findings, components } = view;
  const accused = unseenBelow(view, blame.component, blame.loss).flatMap((id) => {
    const lines = path.includes(id) ? 0 : accusations(findings, components, blame.component, id);
    return lines > 0 ? [{ id, lines }] : [];
  });
  if (accused.length === 0) return [blame];
  const kept = ownLogs(findings, components, blame.component).reduce((sum, { count }) => sum + count, 0);
  const whole = accused.reduce((sum, { lines }) => sum + lines, kept);
  const rest = kept > 0 ? [{ ...blame, share: (blame.share * kept) / whole }] : [];
  const handed = accused.flatMap(({ id, lines }) => {
    const share = (blame.share * lines) / whole;
    return handOn({ ...blame, component: id, share, through: blame.through ?? blame.component }, view, [...path, id]);
  });
  return [...rest, ...handed];
}
