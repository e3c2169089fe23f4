import { z } from "zod";
import type { FormName } from "../../../src/card/form.ts";
import { replyCard } from "../../../src/card/reply.ts";
import { answerOf } from "../../../src/conversation/inbound.ts";
import { fromKey } from "../place.ts";
import { message } from "../post/messages.ts";
import { PICK_CALLBACK, PICK_FIELD, pickedFrom, toPickView } from "../render/pick.ts";
import { toFormView } from "../render/view.ts";
import { fieldValues, submittedValues } from "./forms.ts";
import type { Listening } from "./listening.ts";

/** Callback ids of shortcuts, as in the manifest. */
export const SHORTCUT = {
  investigate: "investigate_this",
  timeline: "add_to_timeline",
  start: "start_investigation",
  metrics: "query_metric",
} as const;

const who = z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() });
const onMessage = z.object({
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }),
  user: who,
  message,
  action_ts: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
});
const anywhere = z.object({ team: z.object({ id: z.string() }).nullish(), user: who, trigger_id: z.string() });
const submission = z.object({
  user: who,
  view: z.object({ id: z.string(), private_metadata: z.string(), state: z.object({ values: fieldValues }) }),
});

/** Handles "Investigate this" and "Add to timeline" on any message, and the global shortcuts that open forms. */
export function listenToShortcuts(listening: Listening): void {
  const { app, identity, converse, answers, messages, host, settings } = listening;

  function listenOnMessage(callback: string, text: string): void {
    app.shortcut({ callback_id: callback, type: "message_action" }, async ({ body, ack }) => {
      const pressed = onMessage.parse(body);
      const { channel, user, message: target, action_ts, trigger_id: trigger, response_url: responseUrl } = pressed;
      const team = pressed.team?.id ?? identity.team;
      const thread = target.thread_ts ?? target.ts;
      const about = await messages.about(channel.id, target);
      const to = { user: user.id, channel: channel.id, thread: target.thread_ts, trigger, responseUrl };
      const own = target.bot_id !== undefined && target.bot_id === identity.bot;
      const received = await converse({
        id: `shortcut/${user.id}/${callback}/${action_ts}`,
        team,
        channel: channel.id,
        thread,
        user: user.id,
        name: user.username ?? user.name,
        text,
        manner: text === "note" ? "overheard" : "addressed",
        at: host.now().toISOString(),
        ...(!(own && text === "investigate") && { about }),
      });
      await ack();
      if (received.type === "ignored") return pick({ team, channel: channel.id, about }, to);
      const card = answerOf(received);
      if (card) await answers.whisper(to, card);
    });
  }

  /** Outside a thread the person has to choose the investigation. */
  async function pick(carry: Parameters<typeof toPickView>[0], to: Parameters<typeof answers.open>[0]): Promise<void> {
    const view = toPickView(carry, await host.open());
    if (view) return answers.open(to, view);
    await answers.whisper(to, replyCard("NOT DONE", "No investigation is open. To start one: Investigate this"));
  }

  function listenAnywhere(callback: string, form: FormName, command: string): void {
    app.shortcut({ callback_id: callback, type: "shortcut" }, async ({ body, ack }) => {
      await ack();
      const { team, user, trigger_id: trigger } = anywhere.parse(body);
      const { channel } = fromKey(settings.channel);
      await answers.open(
        { user: user.id, trigger },
        toFormView({ form, command, team: team?.id ?? identity.team, channel }),
      );
    });
  }

  listenOnMessage(SHORTCUT.investigate, "investigate");
  listenOnMessage(SHORTCUT.timeline, "note");
  listenAnywhere(SHORTCUT.start, "start", "investigate");
  listenAnywhere(SHORTCUT.metrics, "metrics", "metrics");

  app.view(PICK_CALLBACK, async ({ body, ack }) => {
    const { user, view } = submission.parse(body);
    const carry = pickedFrom(view.private_metadata);
    const number = submittedValues(view.state.values)[PICK_FIELD];
    if (!carry || number === undefined) return ack();
    const { team, channel, about } = carry;
    const received = await converse({
      id: `view/${view.id}`,
      team,
      channel,
      user: user.id,
      name: user.username ?? user.name,
      text: `${number} note`,
      manner: "addressed",
      at: host.now().toISOString(),
      about,
    });
    await ack();
    const card = answerOf(received);
    if (card) await answers.whisper({ user: user.id, channel }, card);
  });
}
