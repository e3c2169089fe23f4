import type { Cause } from "../../investigation/events.ts";
import { plainAction } from "../../telemetry/call-parameters.ts";
import type { Change, Component } from "../../telemetry/ports.ts";
import type { Candidate } from "../candidate.ts";
import type { Scene } from "../scene.ts";
import { waitedFor } from "./signs.ts";

/** A change before the onset, and the component that it touched. */
export interface Lead {
  readonly change: Change;
  readonly component: string;
  /** Seconds from the change to the onset. */
  readonly before: number;
}

const LOOK_BACK = 3600;
/** Most changes show within a quarter of an hour. */
export const SHOWS_WITHIN = 900;
const ALONE = 0.12;

/** Actions that begin work, and with it traffic, anywhere. */
const STARTS =
  /^(RunTask|StartTask|RunInstances|StartInstances|StartExecution|StartBuild|SubmitJob|InvokeFunction|Invoke)/;
/** Actions that only mark, copy or watch. */
const HARMLESS =
  /^(Tag|Untag|AddTags|RemoveTags|CreateTags|DeleteTags|Create\w*Snapshot|CreateBackup|CreateLog|\w*(Alarm|Dashboard|RetentionPolicy|SubscriptionFilter|MetricFilter)s?(Actions|State)?$)/;

/** The component that a change names, by id, name, alias, or the end of an ARN; undefined when none. */
export function touchedBy(change: Change, components: Iterable<Component>): Component | undefined {
  const said = new Set([...change.resources, ...change.resources.map(lastPart)]);
  for (const component of components) {
    if ([component.id, component.name, ...component.aliases].some((name) => said.has(name))) return component;
  }
  return undefined;
}

/** Whether an action only marks or copies: it is no cause of anything. */
export function isHarmless(action: string): boolean {
  return HARMLESS.test(action);
}

/** Changes to a component before an onset, latest first. */
export function leadsFor(scene: Scene, component: string, onset: number): readonly Lead[] {
  const known = scene.components.get(component);
  if (!known) return [];
  const step = scene.grid?.step ?? 60;
  return scene.findings.changes
    .filter((change) => !isHarmless(change.action) && touchedBy(change, [known]) !== undefined)
    .map((change) => ({ change, component, before: onset - change.at }))
    .filter(({ before }) => before >= -step && before <= LOOK_BACK)
    .toSorted((a, b) => Number(a.before < 0) - Number(b.before < 0) || a.before - b.before);
}

/** Changes to a component at any time before an onset, latest first, one of each kind. */
export function historyOf(changes: readonly Change[], component: Component, onset: number): readonly Change[] {
  const own = changes
    .filter((change) => change.at <= onset && !HARMLESS.test(change.action) && touchedBy(change, [component]))
    .toSorted((one, other) => other.at - one.at);
  return [...new Map(own.toReversed().map((change) => [mechanismOf(change), change])).values()].toReversed();
}

/** Changes that started something shortly before an onset: where traffic may come from. */
export function startsBefore(scene: Scene, component: string, onset: number): readonly Lead[] {
  const step = scene.grid?.step ?? 60;
  return scene.findings.changes
    .filter(({ action }) => STARTS.test(action))
    .map((change) => ({ change, component, before: onset - change.at }))
    .filter(({ before }) => before >= -step && before <= SHOWS_WITHIN)
    .toSorted((a, b) => a.before - b.before);
}

/** Changes to components that the symptom's component waits for, where nothing else is seen: leads, no more. */
export function fromChanges(scene: Scene): readonly Candidate[] {
  const near = waitedFor(scene);
  if (!scene.symptom?.departed) return [];
  return [...near].flatMap((component) => {
    const lead = leadsFor(scene, component, scene.onset).find(({ before }) => before <= SHOWS_WITHIN);
    if (!lead) return [];
    const mechanism = mechanismOf(lead.change);
    const nothing = { share: undefined, strength: 0, readings: [], rules: [] };
    return [{ component, mechanism, weight: ALONE, onset: scene.onset, ...nothing }];
  });
}

/** A change as a mechanism: `change:UpdateService`. */
export function mechanismOf(change: Change): string {
  return `change:${plainAction(change.action)}`;
}

/** Whether a cause is that something was changed. */
export function isChange({ mechanism }: Pick<Cause, "mechanism">): boolean {
  return mechanism.startsWith("change:");
}

function lastPart(resource: string): string {
  return resource.split(/[/:]/).at(-1) ?? resource;
}
