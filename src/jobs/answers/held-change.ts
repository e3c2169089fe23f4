import { createHash } from "node:crypto";
import type { Answer, AwsChange, Question } from "../../events/events.ts";
import { muteableAlarm } from "../../investigation/carried/mute.ts";
import { approvalCommand } from "../../investigation/decide/decide-approval.ts";
import { type Asking, emptyAnswer, failedAnswer, questionText } from "./answer.ts";

/** What becomes of AWS if a change happens; `effect` is undefined where there is nothing to approve, and the answer says why. */
interface Plan {
  readonly answer: Answer;
  readonly effect: string | undefined;
}

/** A change that shows its plan by itself, and the question for that plan. */
type Planned = Extract<Question, { type: "alarm" | "recommend" }>;

/** Shows what a change would do, and waits for a second person. `planFor`: the plan of a change that has one. */
export async function answerHeld(
  asking: Asking,
  held: Extract<Question, { type: "held" }>,
  planFor: (plan: Planned) => Promise<Answer>,
): Promise<Answer> {
  const { state, by, token } = asking;
  const { answer, effect } = await planOf(asking, held.change, planFor);
  if (effect === undefined) return answer;
  const id = token.slice(token.lastIndexOf("/") + 1);
  const asked = state.queries.find((each) => each.id === id)?.at;
  const code = createHash("sha256")
    .update(JSON.stringify([token, asked, held.change]))
    .digest("hex")
    .slice(0, 12);
  return {
    ...answer,
    sentence: `${effect}. Asked for by ${by.name}; it waits for somebody else who may, at most 15 minutes`,
    offer: { label: "Approve", command: approvalCommand(id, code), effect },
  };
}

async function planOf(
  { state, telemetry }: Asking,
  change: AwsChange,
  planFor: (plan: Planned) => Promise<Answer>,
): Promise<Plan> {
  const query = questionText(change);
  switch (change.type) {
    case "alarm":
    case "recommend": {
      const { token, ...plan } = change;
      const answer = await planFor(plan);
      const { offer } = answer;
      if (answer.failed) return { answer, effect: undefined };
      if (offer?.command.endsWith(` ${token}`)) return { answer, effect: offer.effect.replace(/\.$/, "") };
      const changed = `this is not what was shown, or it changed since. Look again: ${query}`;
      return { answer: failedAnswer(query, changed), effect: undefined };
    }
    case "mute": {
      const name = muteableAlarm(state)?.name ?? "the alarm";
      const effect = `CloudWatch runs no actions of ${name} until its snooze ends: no topic, pager or scaling policy hears of it`;
      return { answer: emptyAnswer(query), effect };
    }
    case "subscribe": {
      const endpoint = telemetry.topics?.endpoint ?? "Gumshoe";
      return { answer: emptyAnswer(query), effect: `Subscribes ${endpoint} to ${change.topic}` };
    }
    default:
      return change satisfies never;
  }
}
