import { z } from "zod";
import { formOf } from "../../../src/card/form.ts";
import { initialOf } from "../../../src/card/form-values.ts";
import { answerOf } from "../../../src/conversation/inbound.ts";
import { hasTable, toMessageContent } from "../render/message.ts";
import { toFormView } from "../render/view.ts";
import { inTime } from "./in-time.ts";
import type { Listening } from "./listening.ts";

const slash = z.object({
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  text: z.string().default(""),
  trigger_id: z.string(),
  response_url: z.string().optional(),
});

/**
 * `/gumshoe <verb> …`: stored, then acknowledged with the answer, which follows where it has a table or takes long. An incomplete command
 * opens its form.
 */
export function listenToCommands({ app, converse, answers, host }: Listening): void {
  app.command(/[\s\S]*/, async ({ body, ack }) => {
    const typed = slash.safeParse(body);
    if (!typed.success) return;
    const { channel_id: channel, user_id: user, user_name: name, text, trigger_id, response_url } = typed.data;
    const command = text.trim();
    const form = formOf(command);
    if (form !== undefined) {
      await ack();
      const to = { user, channel, trigger: trigger_id, responseUrl: response_url };
      await answers.open(to, toFormView({ form, command, channel }, initialOf(command)), command);
      return;
    }
    const outcome = converse({
      id: `slash/${trigger_id}`,
      channel,
      user,
      name,
      text,
      manner: "addressed",
      at: host.now().toISOString(),
    }).then(answerOf);
    const answered = await inTime(outcome.then((card) => ({ card })));
    // A table is not acknowledged with: nobody would learn that Slack refuses its form.
    const waits = answered?.card !== undefined && hasTable(answered.card);
    if (answered && !waits) {
      return ack(answered.card && { response_type: "ephemeral", ...toMessageContent(answered.card) });
    }
    await ack();
    const card = await outcome;
    if (card) await answers.whisper({ user, channel, responseUrl: response_url }, card);
  });
}
