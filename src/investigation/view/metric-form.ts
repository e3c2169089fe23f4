import type { Action } from "../../card/card.ts";
import { fromQueryText } from "../../findings/query-text.ts";
import { questionText } from "../asking.ts";
import { leading } from "../ranking/ranking.ts";
import { type Investigation, investigationName } from "../state.ts";

type Metric = NonNullable<ReturnType<typeof fromQueryText>>;

/** The longest entry of a menu in Slack. https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const LONGEST = 150;

/** The button that opens the metrics form with the metric of the best cause, or the alarm's own. */
export function metricsAction(state: Investigation): Action {
  const plain = `${investigationName(state)} metrics`;
  const metric = ofCause(state) ?? ofAlarm(state);
  const asked = metric && questionText({ type: "metrics", ...metric, window: { start: 0, end: 0 }, also: [] });
  const filled = asked === undefined ? plain : `${plain} edit ${asked.replace(/^metrics /, "")}`;
  return { label: "Metrics", command: filled.length <= LONGEST ? filled : plain, overflow: true };
}

function ofCause(state: Investigation): Metric | undefined {
  const [first] = leading(state);
  const cited = state.evidence.filter(
    ({ id, evidence: { kind } }) => kind === "metric" && first?.weight.supports.includes(id),
  );
  return cited.map(({ evidence: { query } }) => fromQueryText(query.split("; ")[0] ?? "")).find(Boolean);
}

function ofAlarm({ alarm }: Investigation): Metric | undefined {
  if (!alarm?.metric) return undefined;
  const { namespace, name, dimensions, statistic, period } = alarm.metric;
  return { namespace, metric: name, dimensions, statistic, period };
}
