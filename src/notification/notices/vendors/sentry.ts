import { moodOf } from "../mood.ts";
import type { MessageShape } from "../shape.ts";

/** A webhook of Sentry about an issue or an event of one. https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ */
export const sentryMessage: MessageShape = ({ fields }) => {
  const action = fields.text("action");
  const path = ["data.event", "data.issue", "data.error"].find((each) => fields.text(`${each}.title`) !== undefined);
  if (action === undefined || path === undefined) return undefined;
  const of = (...names: readonly string[]): string | undefined =>
    fields.text(...names.map((name) => `${path}.${name}`));
  const level = of("level");
  const isOver = /^(?:resolved|archived|ignored)$/i.test(action);
  return {
    title: `Sentry: ${of("title")}`,
    word: isOver ? action : (level ?? action),
    mood: isOver ? "good" : moodOf(level),
    text: fields.text("data.triggered_rule"),
    resources: [of("project.slug", "project.name", "culprit")],
    facts: [
      ["Where", of("culprit")],
      ["Environment", of("environment")],
      ["Release", of("release")],
      ["Issue", of("shortId")],
      ["Events", of("count")],
    ],
    page: of("web_url", "permalink"),
    at: of("datetime", "lastSeen"),
  };
};
