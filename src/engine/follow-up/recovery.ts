import type { Cause } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import type { Window } from "../../findings/measured.ts";
import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import { changedComponent, isHarmless } from "../candidates/component-changes.ts";
import { order } from "../words/sentence.ts";

/** Seconds: an alarm's times have a resolution of a minute. */
const STEP = 60;

/**
 * The last change to one of these components in a window that ends with a recovery; undefined if there was none. A recovery after a change
 * does not prove that the change caused it.
 */
export function changeBeforeRecovery(
  changes: readonly Change[],
  components: readonly Cause["component"][],
  window: Window,
  horizon: number,
): { readonly evidence: EvidenceDraft; readonly words: string } | undefined {
  const known = components.map((component) => ({ ...component, aliases: [], metrics: [], logGroups: [] }));
  const found = changes
    .filter(({ action, at }) => !isHarmless(action) && at >= window.start && at <= window.end)
    .toSorted((one, other) => other.at - one.at)
    .flatMap((change) => {
      const component = changedComponent(change, known);
      return component ? [{ change, component }] : [];
    })[0];
  if (!found) return undefined;
  const { change, component } = found;
  const { id, name, kind } = component;
  const evidence: EvidenceDraft = {
    key: `change ${change.id}`,
    kind: "change",
    component: { id, name, kind },
    sentence: `${change.action} by ${change.actor} on ${name}, ${order(change.at, window.end, STEP)} the alarm recovered`,
    figures: { at: change.at, minutesBefore: Math.round((window.end - change.at) / 60) },
    query: `changes ${change.action} ${change.resources.join(" ")}`.trim(),
    window: { start: window.start, end: window.end },
    horizon,
  };
  return { evidence, words: `${order(window.end, change.at, STEP)} ${change.action} by ${change.actor}` };
}
