import { z } from "zod";
import { plain } from "../../../src/card/card.ts";
import { commandFrom } from "../../../src/card/form.ts";
import { answerOf, type Received } from "../../../src/conversation/inbound.ts";
import { type Carried, carriedBy, FORM_CALLBACK, firstField, toAnswerView } from "../render/view.ts";
import { inTime } from "./in-time.ts";
import type { Listening } from "./listening.ts";

export const fieldValues = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({ value: z.string().nullish(), selected_option: z.object({ value: z.string() }).nullish() }),
  ),
);
const submission = z.object({
  user: z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() }),
  view: z.object({ id: z.string(), private_metadata: z.string(), state: z.object({ values: fieldValues }) }),
});

/** Handles submitted dialogs as if the same text had been typed where the dialog was opened. */
export function listenToForms({ app, converse, answers, host }: Listening): void {
  app.view(FORM_CALLBACK, async ({ body, ack }) => {
    const { user, view } = submission.parse(body);
    const carry = carriedBy(view.private_metadata);
    if (!carry) return ack();
    const { form, command, channel, thread } = carry;
    const outcome = converse({
      id: `view/${view.id}`,
      channel,
      thread,
      user: user.id,
      name: user.username ?? user.name,
      text: commandFrom(command, form, submittedValues(view.state.values)),
      manner: "addressed",
      at: host.now().toISOString(),
    });
    const early = await inTime(outcome);
    if (early?.type === "reply") return ack(toRefusal(early, carry));
    await ack();
    const card = answerOf(await outcome);
    if (card) await answers.whisper({ user: user.id, channel, thread }, card);
  });
}

/** The submitted values by field. */
export function submittedValues(values: z.infer<typeof fieldValues>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, actions]) => {
      const [field] = Object.values(actions);
      return [name, field?.value ?? field?.selected_option?.value ?? ""];
    }),
  );
}

/** Shows an error under the first field, so that it can be corrected at once; an answer with buttons replaces the dialog. */
function toRefusal({ card }: Extract<Received, { type: "reply" }>, carry: Carried) {
  const offers = card.blocks.some((block) => block.type === "actions");
  if (offers) return { response_action: "update", view: toAnswerView(card, carry) } as const;
  const said = card.blocks.flatMap((block) => (block.type === "text" ? [plain(block.text)] : []));
  return { response_action: "errors", errors: { [firstField(carry.form)]: said.join(" ").slice(0, 500) } } as const;
}
