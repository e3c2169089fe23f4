import { z } from "zod";
import { formOf, initialOf } from "../../../src/card/form.ts";
import { fromKey } from "../place.ts";
import { toFormView } from "../render/view.ts";
import type { Listening } from "./listening.ts";

const press = z.object({
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() }),
  channel: z.object({ id: z.string() }).nullish(),
  container: z
    .object({
      thread_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
      channel_id: z.string().optional(),
    })
    .nullish(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).nullish(),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: z.string().optional(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});
type Press = z.infer<typeof press>;

/** Handles buttons and menus, whose values are commands that a person could type. Foreign ones are acknowledged and ignored. */
export function listenToPresses({ app, identity, converse, answers, host, settings }: Listening): void {
  app.action(/[\s\S]*/, async ({ body, ack }) => {
    const pressed = press.safeParse(body);
    const command = pressed.data && commandOf(pressed.data);
    if (!pressed.success || command === undefined) return ack();
    const { user, channel, container, message, trigger_id: trigger, response_url: responseUrl } = pressed.data;
    const team = pressed.data.team?.id ?? identity.team;
    const place = channel?.id ?? container?.channel_id;
    const answered = message?.thread_ts ?? container?.thread_ts;
    const to = { user: user.id, channel: place, thread: answered, trigger, responseUrl };
    const thread = answered ?? (container?.is_ephemeral ? undefined : message?.ts);
    const home = fromKey(settings.channel).channel;
    const form = formOf(command);
    if (form !== undefined) {
      await ack();
      const carry = { form, command, team, channel: place ?? home, ...(thread !== undefined && { thread }) };
      return answers.open(to, toFormView(carry, initialOf(command)));
    }
    const received = await converse({
      id: `press/${user.id}/${message?.ts ?? ""}/${pressed.data.actions[0]?.action_ts ?? trigger}/${pressed.data.actions[0]?.action_id}`,
      team,
      channel: place ?? home,
      thread,
      user: user.id,
      name: user.username ?? user.name,
      text: command,
      manner: "addressed",
      at: host.now().toISOString(),
    });
    await ack();
    if (received.type !== "reply") return;
    await (received.refused ? answers.whisper(to, received.card) : answers.dialog(to, received.card));
  });
}

function commandOf({ actions }: Press): string | undefined {
  return actions[0]?.value ?? actions[0]?.selected_option?.value;
}
