import { z } from "zod";
import { formOf, initialOf } from "../../../src/card/form.ts";
import { answerOf } from "../../../src/conversation/inbound.ts";
import { toMessageContent } from "../render/message.ts";
import { toFormView } from "../render/view.ts";
import type { Listening } from "./listening.ts";

const slash = z.object({
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  text: z.string().default(""),
  trigger_id: z.string(),
});

/** `/gumshoe <verb> …`: stored, then acknowledged with the answer. An incomplete command opens its form. */
export function listenToCommands({ app, converse, answers, host }: Listening): void {
  app.command(/[\s\S]*/, async ({ body, ack }) => {
    const { team_id: team, channel_id: channel, user_id: user, user_name: name, text, trigger_id } = slash.parse(body);
    const command = text.trim();
    const form = formOf(command);
    if (form !== undefined) {
      await ack();
      await answers.open(
        { user, trigger: trigger_id },
        toFormView({ form, command, team, channel }, initialOf(command)),
      );
      return;
    }
    const received = await converse({
      id: `slash/${trigger_id}`,
      team,
      channel,
      user,
      name,
      text,
      manner: "addressed",
      at: host.now().toISOString(),
    });
    const card = answerOf(received);
    await ack(card ? { response_type: "ephemeral", ...toMessageContent(card) } : undefined);
  });
}
