import type { Runbook } from "../events/runbook.ts";
import type { Subject } from "../events/subject.ts";
import { alarmLabels, type Labels, noticeLabels } from "../routing/labels.ts";
import { fitsAll, matcherText } from "../routing/matcher.ts";
import type { WrittenRunbook } from "./parse-runbook.ts";

/** The runbook of a subject: of those that fit, the one with the most matchers, then the first by name; undefined where none fits. */
export function fittingRunbook(
  runbooks: readonly WrittenRunbook[],
  subject: Subject,
  topic: string,
): Runbook | undefined {
  const labels = labelsOf(subject, topic);
  if (!labels) return undefined;
  const [best] = runbooks
    .filter(({ when }) => fitsAll(when, labels))
    .toSorted((one, other) => other.when.length - one.when.length || one.name.localeCompare(other.name));
  if (!best) return undefined;
  const { when, ...runbook } = best;
  return { ...runbook, because: when.map(matcherText) };
}

function labelsOf(subject: Subject, topic: string): Labels | undefined {
  switch (subject.type) {
    case "alarm":
      return alarmLabels(subject.alarm, topic, subject.alarm.tags);
    case "notice":
      return noticeLabels(subject.notice, topic, "notice");
    case "question":
    case "storm":
      return undefined;
    default:
      return subject satisfies never;
  }
}
