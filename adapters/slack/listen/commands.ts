import { z } from "zod";
import { formOf, initialOf } from "../../../src/card/form.ts";
import { answerOf } from "../../../src/conversation/inbound.ts";
import { toContent } from "../render/message.ts";
import { toFormView } from "../render/view.ts";
import type { Listening } from "./listening.ts";

const slash = z.object({
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  text: z.string().default(""),
  trigger_id: z.string(),
});

/** `/gumshoe <verb> …`: stored, then acknowledged with the answer. An incomplete one opens its form. */
export function listenToCommands({ app, converse, tell, host }: Listening): void {
  app.command(/[\s\S]*/, async ({ body, ack }) => {
    const { channel_id: channel, user_id: user, user_name: name, text, trigger_id } = slash.parse(body);
    const command = text.trim();
    const form = formOf(command);
    if (form !== undefined) {
      await ack();
      await tell.open({ user, trigger: trigger_id }, toFormView({ form, command, channel }, initialOf(command)));
      return;
    }
    const received = await converse({
      id: `slash/${trigger_id}`,
      channel,
      user,
      name,
      text,
      manner: "addressed",
      at: host.now().toISOString(),
    });
    const card = answerOf(received);
    await ack(card ? { response_type: "ephemeral", ...toContent(card) } : undefined);
  });
}
