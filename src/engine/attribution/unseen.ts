import type { Component } from "../../telemetry/ports.ts";
import type { Findings } from "../diagnosis.ts";
import { accusations, ownLogs } from "../leads/log-leads.ts";
import { goesOn, isHeard } from "../series/absent.ts";
import type { Blame } from "./blame.ts";
import type { Loss, Volume } from "./volume.ts";

/** What is needed to say who was seen. */
interface View {
  readonly findings: Findings;
  readonly components: ReadonlyMap<string, Component>;
  readonly volumes: ReadonlyMap<string, Volume>;
}

/** Those whom a component waits for, and of whom it is not known whether they lost anything: what it seems to make itself may be theirs. */
export function unseenBelow({ findings, volumes }: View, component: string, loss: Loss): readonly string[] {
  const below = findings.graph.edges.filter(
    ({ from, to, asynchronous }) => from === component && to !== from && !asynchronous,
  );
  return [...new Set(below.map(({ to }) => to))].filter(
    (id) => (!isSeen(volumes.get(id), loss) || isSilent(findings, id)) && !isIdle(findings, id),
  );
}

/** Who answers as fast as ever is there, even where nobody counts its failures. */
function isSeen(volume: Volume | undefined, loss: Loss): boolean {
  return volume?.excess[loss] !== undefined || (loss === "failures" && volume?.excess.time !== undefined);
}

/** Who tells nothing any more, or told nothing as the alarm fired, is not known to have been well. */
function isSilent(findings: Findings, id: string): boolean {
  const own = findings.measured.filter(({ component, signal }) => component === id && signal === "latency");
  return (
    own.length > 0 && !own.some((measured) => goesOn({ measured }, { findings }) && isHeard({ measured }, { findings }))
  );
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
