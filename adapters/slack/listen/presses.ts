import { z } from "zod";
import { formOf } from "../../../src/card/form.ts";
import { initialOf } from "../../../src/card/form-values.ts";
import { answerOf } from "../../../src/conversation/inbound.ts";
import { openedIn, toFormView } from "../render/view.ts";
import { inTime } from "./in-time.ts";
import type { Listening } from "./listening.ts";
import { createSlips } from "./slips.ts";

const press = z.object({
  user: z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() }),
  channel: z.object({ id: z.string() }).nullish(),
  container: z
    .object({
      thread_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
      channel_id: z.string().optional(),
    })
    .nullish(),
  view: z.object({ id: z.string(), type: z.string(), private_metadata: z.string().optional() }).nullish(),
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

/**
 * Buttons and menus: what they say is what a person could type, where they stand. On the home tab, and in a dialog that was opened from
 * it, that is outside of every channel. Whatever is not ours is left.
 */
export function listenToPresses({ app, converse, answers, host }: Listening): void {
  const isSlip = createSlips(host.now);

  app.action(/[\s\S]*/, async ({ body, ack }) => {
    const pressed = press.safeParse(body);
    const command = pressed.data && commandOf(pressed.data);
    if (!pressed.success || command === undefined) return;
    const { user, container, message, view, trigger_id: trigger, response_url: responseUrl } = pressed.data;
    if (message && isSlip(JSON.stringify([user.id, message.ts, command]))) return;
    const opened = openedIn(view?.private_metadata);
    const channel = pressed.data.channel?.id ?? container?.channel_id ?? opened.channel;
    const answered = message?.thread_ts ?? container?.thread_ts ?? opened.thread;
    const dialog = view?.type === "modal" ? view.id : undefined;
    const replaces = container?.is_ephemeral ?? false;
    const to = { user: user.id, channel, thread: answered, trigger, responseUrl, view: dialog, replaces };
    const thread = answered ?? (container?.is_ephemeral ? undefined : message?.ts);
    const form = formOf(command);
    if (form !== undefined) {
      await ack();
      return answers.open(to, toFormView({ form, command, channel, thread }, initialOf(command)), command);
    }
    const outcome = converse({
      id: `press/${user.id}/${message?.ts ?? ""}/${pressed.data.actions[0]?.action_ts ?? trigger}/${pressed.data.actions[0]?.action_id}`,
      channel,
      thread,
      user: user.id,
      name: user.username ?? user.name,
      text: command,
      manner: "addressed",
      at: host.now().toISOString(),
    });
    await inTime(outcome);
    await ack();
    const received = await outcome;
    if (received.type === "reply" && !received.refused) return answers.dialog(to, received.card);
    const card = answerOf(received);
    // On a message of the channel the outcome shows: the message is edited for everybody.
    const shows = received.type === "stored" && received.here && message != null && !replaces;
    if (card && !shows) await answers.whisper(to, card);
  });
}

function commandOf({ actions }: Press): string | undefined {
  return actions[0]?.value ?? actions[0]?.selected_option?.value;
}
