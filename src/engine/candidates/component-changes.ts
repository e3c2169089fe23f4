import type { Cause } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import type { Component } from "../../graph/service-graph.ts";
import { plainAction } from "../../telemetry/changes/call-parameters.ts";
import { lastPart } from "../../telemetry/changes/change-index.ts";
import { type Scene, stepOf } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";

/** A change before the onset, and the component that it changed. */
export interface ComponentChange {
  readonly change: Change;
  readonly component: string;
  /** Seconds from the change to the onset. */
  readonly before: number;
}

/** Actions that start work, and so may cause traffic at any component. */
const STARTS =
  /^(RunTask|StartTask|RunInstances|StartInstances|StartExecution|StartBuild|SubmitJob|InvokeFunction|Invoke)/;

/** Actions that only tag, copy or observe. */
const HARMLESS =
  /^(Tag|Untag|AddTags|RemoveTags|CreateTags|DeleteTags|Create\w*Snapshot|CreateBackup|CreateLog|\w*(Alarm|Dashboard|RetentionPolicy|SubscriptionFilter|MetricFilter)s?(Actions|State)?$)/;

/** The component that a change names by id, name, alias, or the last part of an ARN of its account and Region; undefined if none. */
export function changedComponent({ resources }: Change, components: readonly Component[]): Component | undefined {
  return components.find(({ id, name, aliases }) => {
    const names = [id, name, ...aliases];
    return resources.some(
      (resource) => names.includes(resource) || (names.includes(lastPart(resource)) && !isElsewhere(resource, aliases)),
    );
  });
}

/** Whether a resource is of another account or Region than all ARNs of a component, because names repeat across them. */
function isElsewhere(resource: string, aliases: readonly string[]): boolean {
  const [place, places] = [placeOf(resource), aliases.flatMap((alias) => placeOf(alias) ?? [])];
  if (!place || places.length === 0) return false;
  return places.every(({ region, account }) => differs(region, place.region) || differs(account, place.account));
}

/** Some ARNs omit the Region or the account. */
function differs(one: string, other: string): boolean {
  return one !== "" && other !== "" && one !== other;
}

function placeOf(name: string): { readonly region: string; readonly account: string } | undefined {
  const [arn, , , region = "", account = ""] = name.split(":");
  return arn === "arn" ? { region, account } : undefined;
}

/** Whether an action only tags, copies or observes, and so causes nothing. */
export function isHarmless(action: string): boolean {
  return HARMLESS.test(action);
}

/** Changes to a component shortly before an onset, latest first. */
export function changesBeforeOnset(
  scene: Scene,
  candidate: Pick<Candidate, "component" | "onset" | "readings">,
): readonly ComponentChange[] {
  const { component, onset } = candidate;
  const known = scene.components.get(component);
  if (!known) return [];
  const step = stepOf(scene, candidate);
  return scene.findings.changes
    .filter((change) => !isHarmless(change.action) && changedComponent(change, [known]) !== undefined)
    .map((change) => ({ change, component, before: onset - change.at }))
    .filter(({ before }) => before >= -step && before <= settings.changeLookBack)
    .toSorted((a, b) => Number(a.before < 0) - Number(b.before < 0) || a.before - b.before);
}

/** Changes to a component at any time before an onset, latest first, one per action. */
export function historyOf(changes: readonly Change[], component: Component, onset: number): readonly Change[] {
  const own = changes
    .filter((change) => change.at <= onset && !HARMLESS.test(change.action) && changedComponent(change, [component]))
    .toSorted((one, other) => other.at - one.at);
  return [...new Map(own.toReversed().map((change) => [mechanismOf(change), change])).values()].toReversed();
}

/** Changes that started work shortly before traffic rose, which may have caused it. */
export function startsBefore(scene: Scene, candidate: Candidate): readonly ComponentChange[] {
  const { component, onset } = candidate;
  const step = stepOf(scene, candidate);
  return scene.findings.changes
    .filter(({ action }) => STARTS.test(action))
    .map((change) => ({ change, component, before: onset - change.at }))
    .filter(({ before }) => before >= -step && before <= settings.showsWithin)
    .toSorted((a, b) => a.before - b.before);
}

/** The mechanism of a change, for example `change:UpdateService`. */
export function mechanismOf(change: Change): string {
  return `change:${plainAction(change.action)}`;
}

/** Whether a cause is a change. */
export function isChange({ mechanism }: Pick<Cause, "mechanism">): boolean {
  return mechanism.startsWith("change:");
}
