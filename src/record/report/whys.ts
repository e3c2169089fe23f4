import { lasted } from "../../card/number.ts";
import type { Hypothesis } from "../../investigation/state.ts";
import { type Steps, secondsBetween } from "../response-times.ts";
import type { Report } from "./report.ts";

/** Five whys, answered as far as the record goes. What is left open is a prompt for people. */
export function whysOf(
  title: string,
  {
    crossed,
    cause,
    deeper,
    steps,
  }: {
    readonly crossed: string | undefined;
    readonly cause: Hypothesis | undefined;
    /** What explains the cause itself. */
    readonly deeper: Hypothesis | undefined;
    readonly steps: Steps;
  },
): Report["whys"] {
  const detected = secondsBetween(steps.onsetAt, steps.firedAt);
  const found = secondsBetween(steps.firedAt, steps.acceptedAt);
  const over = secondsBetween(steps.firedAt, steps.recoveredAt);
  return [
    why(`Why did ${title} fire?`, crossed),
    why(
      cause ? `Why did that happen?` : "What caused it?",
      cause && `${cause.weight.statement} (${cause.id}, ${cause.weight.standing})`,
    ),
    why(
      cause ? `Why could ${cause.cause.component.name} fail so?` : "Why was that possible?",
      deeper && `${deeper.weight.statement} (${deeper.id}, ${deeper.weight.standing})`,
    ),
    why(
      "Why was it not noticed or prevented before?",
      detected === undefined ? undefined : `The alarm fired ${lasted(detected)} after the metric left its usual range.`,
    ),
    why(
      "Why did it take as long as it did?",
      over === undefined
        ? undefined
        : `${found === undefined ? "No cause was accepted" : `The cause was accepted ${lasted(found)} after the alarm`}, and it recovered after ${lasted(over)}.`,
    ),
  ];
}

function why(question: string, answer: string | undefined): Report["whys"][number] {
  return answer === undefined ? { question } : { question, answer };
}
