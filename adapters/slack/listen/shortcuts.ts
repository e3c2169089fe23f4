import { z } from "zod";
import type { FormName } from "../../../src/card/form.ts";
import { replyCard } from "../../../src/card/reply.ts";
import { answerOf } from "../../../src/conversation/inbound.ts";
import { readerOf } from "../people/reader.ts";
import { toKey } from "../place.ts";
import { message } from "../post/messages.ts";
import { PICK_CALLBACK, PICK_FIELD, type Picked, pickedFrom, toPickView } from "../render/pick.ts";
import { toFormView } from "../render/view.ts";
import { fieldValues, submittedValues } from "./forms.ts";
import { inTime } from "./in-time.ts";
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
  channel: z.object({ id: z.string() }),
  user: who,
  message,
  action_ts: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
});
const anywhere = z.object({ user: who, trigger_id: z.string() });
const submission = z.object({
  user: who,
  view: z.object({ id: z.string(), private_metadata: z.string(), state: z.object({ values: fieldValues }) }),
});

/** Handles "Investigate this" and "Add to timeline" on any message, and the global shortcuts that open forms. */
export function listenToShortcuts(listening: Listening): void {
  const { app, identity, converse, answers, people, messages, host } = listening;

  function listenOnMessage(callback: string, text: string): void {
    app.shortcut({ callback_id: callback, type: "message_action" }, async ({ body, ack }) => {
      const pressed = onMessage.safeParse(body);
      if (!pressed.success) return;
      const {
        channel,
        user,
        message: target,
        action_ts,
        trigger_id: trigger,
        response_url: responseUrl,
      } = pressed.data;
      const thread = target.thread_ts ?? target.ts;
      const about = messages.about(channel.id, target);
      const to = { user: user.id, channel: channel.id, thread: target.thread_ts, trigger, responseUrl };
      const own = target.bot_id !== undefined && target.bot_id === identity.bot;
      const outcome = about.then((pointedAt) =>
        converse({
          id: `shortcut/${user.id}/${callback}/${action_ts}`,
          channel: channel.id,
          thread,
          user: user.id,
          name: user.username ?? user.name,
          text,
          manner: text === "note" ? "overheard" : "addressed",
          at: host.now().toISOString(),
          ...(!(own && text === "investigate") && { about: pointedAt }),
        }),
      );
      await inTime(outcome);
      await ack();
      const received = await outcome;
      if (received.type === "ignored") return pick({ channel: channel.id, about: await about }, to);
      const card = answerOf(received);
      if (card) await answers.whisper(to, card);
    });
  }

  /** Outside a thread it has to be said which investigation is meant. */
  async function pick(carry: Picked, to: Parameters<typeof answers.open>[0]): Promise<void> {
    const view = toPickView(
      carry,
      await host.open(await readerOf(people, to.user, toKey({ team: identity.team, channel: carry.channel }))),
    );
    if (view) return answers.open(to, view, "help");
    await answers.whisper(to, replyCard("NOT DONE", "No investigation is open. To start one: Investigate this"));
  }

  function listenAnywhere(callback: string, form: FormName, command: string): void {
    app.shortcut({ callback_id: callback, type: "shortcut" }, async ({ body, ack }) => {
      const pressed = anywhere.safeParse(body);
      if (!pressed.success) return;
      await ack();
      const { user, trigger_id: trigger } = pressed.data;
      await answers.open({ user: user.id, trigger }, toFormView({ form, command }), command);
    });
  }

  listenOnMessage(SHORTCUT.investigate, "investigate");
  listenOnMessage(SHORTCUT.timeline, "note");
  listenAnywhere(SHORTCUT.start, "start", "investigate");
  listenAnywhere(SHORTCUT.metrics, "metrics", "metrics");

  app.view(PICK_CALLBACK, async ({ body, ack }) => {
    const submitted = submission.safeParse(body);
    if (!submitted.success) return;
    const { user, view } = submitted.data;
    const carry = pickedFrom(view.private_metadata);
    const number = submittedValues(view.state.values)[PICK_FIELD];
    if (!carry || number === undefined) return;
    const { channel, about } = carry;
    const outcome = converse({
      id: `view/${view.id}`,
      channel,
      user: user.id,
      name: user.username ?? user.name,
      text: `${number} note`,
      manner: "addressed",
      at: host.now().toISOString(),
      about,
    });
    await inTime(outcome);
    await ack();
    const card = answerOf(await outcome);
    if (card) await answers.whisper({ user: user.id, channel }, card);
  });
}
