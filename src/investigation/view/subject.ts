import type { Action } from "../../card/card.ts";
import { questionText } from "../asking.ts";
import type { Investigation } from "../state.ts";
import { view } from "../view.ts";

/** What somebody in the thread means without naming it: the alarm's component and metric, and the buttons that they see. */
export interface ThreadSubject {
  readonly component?: string;
  /** As `metrics` takes it. */
  readonly metric?: string;
  /** When the alarm last began to fire, epoch seconds. */
  readonly firedAt?: number;
  readonly buttons: readonly Action[];
}

/** The subject of an investigation's thread. `components`: the known names. */
export function subjectOf(state: Investigation, components: readonly string[]): ThreadSubject {
  const component = componentOf(state, components);
  const metric = metricOf(state);
  const episode = state.episodes.at(-1);
  return {
    buttons: view(state).flatMap(({ card }) =>
      card.blocks.flatMap((block) => (block.type === "actions" ? block.actions : [])),
    ),
    ...(component !== undefined && { component }),
    ...(metric !== undefined && { metric }),
    ...(episode && { firedAt: Math.floor(Date.parse(episode.firedAt) / 1000) }),
  };
}

/** The component of the alarm's own metric: as its dimensions name it, as the first look found it, or as the title begins. */
function componentOf({ alarm, evidence, title }: Investigation, components: readonly string[]): string | undefined {
  const known = new Set(components);
  const measured = Object.values(alarm?.metric?.dimensions ?? {}).find((value) => known.has(value));
  const found = evidence.find(({ evidence: { kind, component } }) => kind === "metric" && component)?.evidence
    .component;
  const inTitle = components
    .filter((name) => title.toLowerCase().startsWith(name.toLowerCase()))
    .toSorted((one, other) => other.length - one.length)[0];
  return measured ?? inTitle ?? found?.name;
}

function metricOf({ alarm }: Investigation): string | undefined {
  if (!alarm?.metric) return undefined;
  const { namespace, name, dimensions, statistic, period } = alarm.metric;
  const question = { namespace, metric: name, dimensions, statistic, period, window: { start: 0, end: 0 }, also: [] };
  return questionText({ type: "metrics", ...question }).replace(/^metrics /, "");
}
