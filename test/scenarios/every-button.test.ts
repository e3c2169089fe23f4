import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toMessageContent } from "../../adapters/slack/render/message.ts";
import { toAdaptiveCard } from "../../adapters/teams/render/card.ts";
import type { Action, Card } from "../../src/card/card.ts";
import { type FormName, formOf, forms } from "../../src/card/form.ts";
import { verbs } from "../../src/command/verbs.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import type { Investigation } from "../../src/investigation/state.ts";
import { BOT } from "../counterparts/slack/server.ts";
import { CHANNEL } from "../counterparts/teams/connector.ts";
import { buttonsOfCards } from "../golden/buttons.ts";
import { startSlackHouse, until } from "./slack-house.ts";
import { startTeamsHouse } from "./teams-house.ts";

/** What a request is answered with. */
interface Sent {
  readonly status: number;
  readonly body: string;
}

/** A platform with an investigation of four causes in it, and every card that has a button. */
interface Platform {
  /** Presses a button in the investigation's thread; what it opens is filled in and sent. Answers everything that is shown by it. */
  press(action: Action): Promise<string>;
  /** Opens what greets somebody, and where they have a home, that; answers the buttons there, each with how to press it. */
  ownButtons(): Promise<readonly (readonly [label: string, press: () => Promise<string>])[]>;
  state(): Promise<Investigation>;
  stop(): Promise<void>;
}

const CAUSES = ["cart", "orders", "search", "accounts"] as const;

/** What is typed into the forms. */
const TYPED: Readonly<Record<FormName, Readonly<Record<string, string>>>> = {
  start: { subject: "checkout is slow", since: "30m ago" },
  note: { text: "rolled back" },
  discard: { reason: "known" },
  close: { resolution: "rolled back" },
  snooze: { time: "1h" },
  assign: { person: "me" },
  metrics: { namespace: "AWS/ECS", metric: "CPUUtilization", statistic: "Average", period: "5m", time: "last 1h" },
  logs: { groups: "orders", query: "timeout", time: "last 30m" },
  promql: { expression: "up" },
  ppl: { query: "source = logs" },
  alarm: { name: "x", metric: "AWS/Lambda Errors", operator: ">", threshold: "5", period: "1m" },
  command: { command: "changes last 2h" },
};

const cardOf = (action: Action): Card => ({
  ...{ title: "ANY", tone: "neutral", push: "ANY", blocks: [{ type: "actions", actions: [action] }] },
});

async function onSlack(): Promise<Platform> {
  const house = await startSlackHouse({ settings: {} });
  const { slack, sender } = house;
  const root = await house.propose(...CAUSES);

  /** What is told by an act: it is acknowledged, and then something appears, or stands otherwise than before. */
  async function shownBy(act: () => Promise<Sent>): Promise<string> {
    const stands = (): string => JSON.stringify(slack.workspace.messages);
    const version = async (): Promise<number> => (await house.app.load(streamOf(1001))).version;
    const [told, opened, before, had] = [slack.ephemerals.length, slack.views.length, stands(), await version()];
    const { status, body } = await act();
    expect(status).toBe(200);
    const own = () => [...slack.ephemerals.slice(told), ...slack.views.slice(opened)];
    // A look that is over before its progress is shown leaves the card as it was.
    await until(async () => own().length > 0 || body !== "" || stands() !== before || (await version()) > had);
    return JSON.stringify([body, own()]) + stands();
  }

  /** Presses something; the form that it opens is filled in and sent. */
  async function carriedOut(command: string, act: () => Promise<Sent>): Promise<string> {
    await house.settled();
    const opened = slack.views.length;
    const form = formOf(command);
    if (form === undefined) return shownBy(act);
    expect((await act()).status).toBe(200);
    await until(() => slack.views.length > opened);
    return shownBy(() => sender.submit(slack.views.at(-1)?.view ?? {}, TYPED[form]));
  }

  return {
    async press(action) {
      const { text, blocks, attachments } = toMessageContent(cardOf(action));
      const shared = { channel: root.channel, user: BOT.user, bot_id: BOT.id, thread_ts: root.ts };
      const copies = (parts: readonly object[]) => parts.map((part) => ({ ...part }));
      const message = slack.workspace.post({
        ...{ ...shared, text, blocks: copies(blocks), attachments: copies(attachments) },
      });
      return carriedOut(action.command, () => sender.pressLabel(message, action.label));
    },
    async ownButtons() {
      await sender.openHome();
      await until(() => slack.views.some(({ method }) => method === "views.publish"));
      const home = slack.views.find(({ method }) => method === "views.publish")?.view ?? {};
      type Button = { action_id: string; value: string; text: { text: string } };
      type Block = { elements?: Button[]; accessory?: Button };
      const buttons = (home.blocks as Block[]).flatMap(({ elements = [], accessory }) =>
        [...elements, ...(accessory ? [accessory] : [])].filter(({ value }) => value !== undefined),
      );
      await sender.openMessages();
      await until(() => house.roots("D0001").length > 0);
      const [greeting] = house.roots("D0001");
      const offered = (greeting?.blocks ?? []).flatMap((block) => (block.elements ?? []) as Button[]);
      return [
        ...buttons.map(({ action_id, value, text }) => {
          const press = () => carriedOut(value, () => sender.pressIn({ type: "home" }, { action_id, value }));
          return [`${text.text} on the home tab`, press] as const;
        }),
        ...offered.map(({ text, value, action_id }) => {
          if (!greeting) throw new Error("nobody was greeted");
          const press = () => carriedOut(value, () => sender.press(greeting, { action_id, value }));
          return [`${text.text} of the greeting`, press] as const;
        }),
      ];
    },
    state: async () => (await house.app.load(streamOf(1001))).state,
    async stop() {
      expect(slack.problems).toEqual([]);
      expect(house.errors).toEqual([]);
      await house.stop();
    },
  };
}

async function onTeams(): Promise<Platform> {
  const house = await startTeamsHouse();
  const { teams, sender } = house;
  teams.rosters.set(CHANNEL, ["29:ana"]);
  const root = await house.propose(...CAUSES);

  /** The answer to an invoke; a dialog that it opens is filled in and sent, a question is confirmed. */
  async function finish({ status, body }: Sent): Promise<string> {
    expect(status).toBe(200);
    const { task } = JSON.parse(body === "" ? "{}" : body);
    const [send] = task?.value?.card?.content?.actions ?? [];
    if (send?.type !== "Action.Submit" || send.data?.msteams !== undefined) return body;
    const form = formOf(send.data.command);
    const sent = await sender.submit({ ...send.data, ...(form && TYPED[form]) }, { thread: root.id });
    expect(sent.status).toBe(200);
    return sent.body;
  }

  return {
    async press(action) {
      const card = { ...toAdaptiveCard(cardOf(action), {}) };
      const message = { id: root.id, conversation: CHANNEL, from: "bot", summary: "", text: "", edits: 0, card };
      const stands = (): string => JSON.stringify(teams.messages);
      const body = await finish(await sender.pressLabel(message, action.label));
      if (body !== "{}") return body;
      // The dialog is closed: what was done stands on the card.
      await house.settled();
      return stands();
    },
    ownButtons: async () => [],
    state: async () => (await house.app.load(streamOf(1001))).state,
    async stop() {
      expect(teams.problems).toEqual([]);
      expect(house.errors).toEqual([]);
      await house.stop();
    },
  };
}

/** What the presses of people did; the investigation goes on by itself meanwhile. */
const deeds = ({ status, notes, hypotheses, acknowledged, assigned, snoozes, pages }: Investigation) => ({
  ...{ status, notes: notes.length, acknowledged, assigned, snoozes: snoozes.length, pages: pages.length },
  decided: hypotheses.map(({ id, decided }) => `${id} ${decided.type}`).toSorted(),
});

/** What changes where everything is: at the end. */
const isLast = ({ command }: Action): boolean => /\b(?:close|reopen)\b/.test(command);
const all = buttonsOfCards();
const buttons = [...all.filter((action) => !isLast(action)), ...all.filter(isLast)];

/** What changes the record, but not anew each time: as a text that is kept, people who are paged, and a time that begins again do. */
function changesOnce({ command }: Action): boolean {
  const [, verb = ""] = /^(?:G-\d+ )?([a-z-]+)/.exec(command) ?? [];
  return verbs[verb]?.readOnly === false && !["note", "escalate", "snooze"].includes(verb);
}

describe.each([
  ["Slack", onSlack],
  ["Teams", onTeams],
])("every button of every card in %s", (_name, start) => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await start();
  });
  afterAll(() => platform.stop());

  test.each(buttons.map((action) => [`${action.label}: ${action.command}`, action] as const))(
    "%s has an outcome that is told, and pressed again does no harm",
    async (_pressed, action) => {
      const here = { ...action, command: action.command.replaceAll(/G-\d+/g, "G-1001") };
      expect(await platform.press(here)).not.toMatch(/Not understood|Nothing to do/);
      if (!changesOnce(action)) return;
      const done = deeds(await platform.state());
      await platform.press(here);
      expect(deeds(await platform.state())).toEqual(done);
    },
  );

  test("those of the greeting and of the home tab, too", async () => {
    for (const [called, press] of await platform.ownButtons()) {
      expect(await press(), called).not.toMatch(/Not understood|Nothing to do/);
    }
  });
});

test("there is a form for whatever a button opens", () => {
  expect(new Set(Object.keys(TYPED))).toEqual(new Set(Object.keys(forms)));
});
