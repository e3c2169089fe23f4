import { z } from "zod";
import { plain } from "../../../src/card/card.ts";
import { commandFrom, formOf } from "../../../src/card/form.ts";
import { wrongFields } from "../../../src/command/asking/wrong-fields.ts";
import { answerOf, type Received } from "../../../src/conversation/inbound.ts";
import { type CarriedCommand, carriedBy, FORM_CALLBACK, firstField, toAnswerView } from "../render/view.ts";
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

/** How long a form waits for the zone of an unknown person. */
const ZONE_MS = 1_000;

/** Handles submitted dialogs as if the same text had been typed where the dialog was opened. */
export function listenToForms({ app, converse, answers, people, host }: Listening): void {
  app.view(FORM_CALLBACK, async ({ body, ack }) => {
    const submitted = submission.safeParse(body);
    const carry = submitted.data && carriedBy(submitted.data.view.private_metadata);
    if (!submitted.success || !carry) return;
    const { user, view } = submitted.data;
    const { form, command, channel, thread } = carry;
    const values = submittedValues(view.state.values);
    const zone = (await people.find(user.id, ZONE_MS))?.zone ?? "UTC";
    const errors = wrongFields({ form, command, values }, { zone, now: host.now() });
    if (Object.keys(errors).length > 0) return ack(toErrors(errors));
    const outcome = converse({
      id: `view/${view.id}`,
      channel,
      thread,
      user: user.id,
      name: user.username ?? user.name,
      text: commandFrom(command, form, values),
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

/** Shows errors under their fields; Slack keeps what was typed. */
function toErrors(errors: Readonly<Record<string, string>>) {
  const short = Object.entries(errors).map(([name, wrong]) => [name, wrong.slice(0, 500)] as const);
  return { response_action: "errors", errors: Object.fromEntries(short) } as const;
}

/** Shows an error that is of no one field under the first; an answer with buttons, but for the form itself, replaces the dialog. */
function toRefusal({ card }: Extract<Received, { type: "reply" }>, carry: CarriedCommand) {
  const actions = card.blocks.flatMap((block) => (block.type === "actions" ? block.actions : []));
  const offers = actions.some(({ command }) => formOf(command) !== carry.form);
  if (offers) return { response_action: "update", view: toAnswerView(card, carry) } as const;
  const said = card.blocks.flatMap((block) => (block.type === "text" ? [plain(block.text)] : []));
  return toErrors({ [firstField(carry.form)]: said.join(" ") });
}
