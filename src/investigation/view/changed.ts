import type { Card } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import type { Turnabout } from "../looks/turnabout.ts";
import { type Investigation, investigationName } from "../state.ts";

/** The message about a changed cause or verdict. It is a post, because somebody may be acting on the earlier one. */
export function changedCard(state: Investigation, { at, was, now }: Turnabout): Card {
  const statement = state.hypotheses.find(({ id }) => id === now.top)?.weight.statement;
  const title = `CHANGED: was ${words(was)}, now ${words(now)}`;
  return {
    title: `${title} · ${investigationName(state)}`,
    tone: "inconclusive",
    investigation: investigationName(state),
    blocks: [
      {
        type: "text",
        text:
          statement === undefined
            ? `${now.verdict}: no cause stands out.`
            : `${now.verdict}: ${statement} (${now.top})`,
      },
      { type: "context", text: ["More had arrived by ", { time: at }, "; the reasons stand in the message above."] },
    ],
    push: withoutMiddle(`${title}: ${statement ?? state.title}`, 80),
  };
}

function words({ verdict, top }: Turnabout["now"]): string {
  return top === undefined ? verdict : `${top} ${verdict}`;
}
