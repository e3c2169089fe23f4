import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import type { Investigation } from "../../src/investigation/state.ts";
import { CHANNEL } from "../counterparts/teams/connector.ts";
import { TENANT } from "../counterparts/teams/sender.ts";
import { startSlackHouse } from "./slack-house.ts";
import { cardText, startTeamsHouse } from "./teams-house.ts";

/** Who is there: Ana and Ben belong to the organisation and share a private channel; Cleo belongs to it; the others are no members. */
const PEOPLE = ["Ana", "Ben", "Cleo", "Gus, a guest", "Eve, of another organisation"] as const;
type Name = (typeof PEOPLE)[number];

/** What Ana asked about, by where: each is seen by whoever sees the place, and by nobody else. */
const ASKED = [
  { number: 1001, title: "alpha is slow", where: "a public channel", seenBy: PEOPLE },
  { number: 1002, title: "bravo is slow", where: "a private channel", seenBy: ["Ana", "Ben"] },
  { number: 1003, title: "delta is slow", where: "a direct message", seenBy: ["Ana"] },
  {
    number: 1004,
    title: "gamma is slow",
    where: "a channel that is shared with another organisation",
    seenBy: ["Ana", "Ben", "Cleo", "Eve, of another organisation"],
  },
  { number: 1005, title: "sigma is slow", where: "an archived channel", seenBy: ["Ana", "Ben", "Cleo"] },
] as const;

/** What changes an investigation, or reads for it. */
const CHANGING = ["note seen", "ack", "close over", "changes last 2h"] as const;

/** Doors where "status" lists nothing: those in the thread of the first are about that one, and a form completes a command. */
const NO_LIST = new Set([
  "a plain reply in its thread",
  "a button",
  "a button that opens a dialog",
  "a form",
  "a form that was opened there",
]);

/** A platform with all of them in it. */
interface Company {
  /** Ways to say something; each answers what that person is told. */
  readonly doors: Readonly<Record<string, (who: Name, text: string) => Promise<string>>>;
  /** Ways whose answer everybody in the public channel reads. */
  readonly aloud: Readonly<Record<string, (who: Name, text: string) => Promise<string>>>;
  /** Lists that open without a word; each answers what that person is shown. */
  readonly lists: Readonly<Record<string, (who: Name) => Promise<string>>>;
  stateOf(number: number): Promise<Investigation>;
  stop(): Promise<void>;
}

/** `silent`: the platform does not tell who is where. */
async function slackCompany(silent: boolean): Promise<Company> {
  const house = await startSlackHouse();
  const { slack, sender, app } = house;
  const { workspace } = slack;
  const ids: Readonly<Record<Name, string>> = {
    Ana: "U0001",
    Ben: "U0002",
    Cleo: "U0003",
    "Gus, a guest": "U0004",
    "Eve, of another organisation": "U0005",
  };
  const tz = "Europe/Berlin";
  workspace.people.set("U0003", { name: "cleo", realName: "Cleo", tz });
  workspace.people.set("U0004", { name: "gus", realName: "Gus", tz, more: { is_restricted: true } });
  workspace.people.set("U0005", { name: "eve", realName: "Eve", tz, more: { is_stranger: true, team_id: "T0999" } });
  workspace.invited.set("C0001", ["U0004", "U0005"]);
  workspace.channels.set("C0002", "member");
  workspace.privates.set("C0002", ["U0001", "U0002"]);
  workspace.channels.set("C0003", "member");
  workspace.invited.set("C0003", ["U0005"]);
  workspace.channels.set("C0004", "member");
  const direct = (who: Name): string => ids[who].replace("U", "D");
  for (const who of PEOPLE) workspace.directs.set(direct(who), ids[who]);
  if (silent) {
    slack.script(({ method }) =>
      /^(?:conversations|users)\./.test(method) ? { type: "http", status: 500 } : undefined,
    );
  }
  await sender.mention("investigate alpha is slow");
  await sender.mention("investigate bravo is slow", { channel: "C0002" });
  await sender.say("investigate delta is slow", { channel: "D0001" });
  await sender.mention("investigate gamma is slow", { channel: "C0003" });
  await sender.mention("investigate sigma is slow", { channel: "C0004" });
  await house.settled();
  workspace.channels.set("C0004", "is_archived");
  const [root] = house.roots();
  if (!root) throw new Error("no root was posted");

  /** What is shown to a person alone by what was just done. */
  async function shownBy(act: () => Promise<{ body: string }>): Promise<string> {
    const before = [slack.ephemerals.length, slack.views.length, workspace.messages.length] as const;
    const { body } = await act();
    const shown = () => [
      ...slack.ephemerals.slice(before[0]),
      ...slack.views.slice(before[1]),
      ...workspace.messages.slice(before[2]).filter(({ channel, user }) => channel.startsWith("D") && user === "UBOT1"),
    ];
    if (body === "") await expect.poll(() => shown().length).toBeGreaterThan(0);
    return `${body}${JSON.stringify(shown())}`;
  }
  const action = (text: string) => ({ action_id: "row-0", value: text });
  const outside = (who: Name, text: string, view: Record<string, unknown>) =>
    shownBy(() => sender.pressIn(view, action(text), { user: ids[who] }));
  const company: Company = {
    doors: {
      "a slash command in the public channel": (who, text) => shownBy(() => sender.slash(text, { user: ids[who] })),
      "a mention": (who, text) => shownBy(() => sender.mention(text, { user: ids[who] })),
      "a direct message": (who, text) => shownBy(() => sender.say(text, { user: ids[who], channel: direct(who) })),
      "a button": (who, text) => shownBy(() => sender.press(root, action(text), { user: ids[who] })),
      "a button on an answer": (who, text) => shownBy(() => sender.pressEphemeral(action(text), { user: ids[who] })),
      "a button on the home tab": (who, text) => outside(who, text, { type: "home" }),
      "a button in a dialog that was opened there": (who, text) =>
        outside(who, text, { type: "modal", private_metadata: "{}" }),
      "a form that was opened there": (who, text) =>
        shownBy(() =>
          sender.submit(
            {
              type: "modal",
              callback_id: "form",
              private_metadata: JSON.stringify({ form: "note", command: text }),
              blocks: [],
            },
            {},
            { user: ids[who] },
          ),
        ),
    },
    aloud: {},
    lists: {
      "the home tab": (who) => shownBy(() => sender.openHome({ user: ids[who] })),
      "the choice of a timeline": (who) => {
        const said = { channel: "C0001", user: "U0001", text: "deployed", blocks: [], attachments: [] };
        return shownBy(() => sender.shortcut("add_to_timeline", workspace.post(said), { user: ids[who] }));
      },
    },
    stateOf: async (number) => (await app.load(streamOf(number))).state,
    async stop() {
      expect(slack.problems).toEqual([]);
      await house.stop();
    },
  };
  return company;
}

async function teamsCompany(silent: boolean): Promise<Company> {
  const house = await startTeamsHouse({ settings: { tenantId: TENANT, appPassword: "secret" } });
  const { teams, sender, app } = house;
  const ids: Readonly<Record<Name, string>> = {
    Ana: "29:ana",
    Ben: "29:ben",
    Cleo: "29:cleo",
    "Gus, a guest": "29:gus",
    "Eve, of another organisation": "29:eve",
  };
  const SECRET = "19:private@thread.tacv2";
  const SHARED = "19:shared@thread.tacv2";
  const ARCHIVED = "19:archived@thread.tacv2";
  const direct = (who: Name): string => ids[who].replace("29", "a");
  teams.people.set("29:gus", { userRole: "guest" });
  teams.people.set("29:eve", { tenantId: "another-tenant" });
  teams.rosters.set(CHANNEL, Object.values(ids));
  teams.rosters.set(SECRET, ["29:ana", "29:ben"]);
  teams.rosters.set(SHARED, ["29:ana", "29:ben", "29:cleo", "29:eve"]);
  teams.rosters.set(ARCHIVED, ["29:ana", "29:ben", "29:cleo"]);
  for (const who of PEOPLE) teams.rosters.set(direct(who), [ids[who]]);
  if (silent) teams.script(({ method }) => (method === "GET" ? { type: "status", status: 502 } : undefined));
  await sender.mention("investigate alpha is slow");
  await sender.mention("investigate bravo is slow", { conversation: SECRET });
  await sender.say("investigate delta is slow", { conversation: direct("Ana") });
  await sender.mention("investigate gamma is slow", { conversation: SHARED });
  await sender.mention("investigate sigma is slow", { conversation: ARCHIVED });
  await house.settled();
  const [root] = house.roots();
  if (!root) throw new Error("no root was posted");

  /** What is posted into a conversation by what was just done. */
  async function postedBy(conversation: string, act: () => Promise<unknown>): Promise<string> {
    const before = teams.messages.length;
    await act();
    const posted = () => teams.messages.slice(before).filter((one) => one.conversation === conversation);
    await expect.poll(() => posted().length).toBeGreaterThan(0);
    return posted().map(cardText).join();
  }
  const company: Company = {
    doors: {
      "a direct message": (who, text) =>
        postedBy(direct(who), () => sender.say(text, { user: ids[who], conversation: direct(who) })),
      "a button": async (who, text) =>
        (await sender.press(root, { type: "Action.Execute", data: { command: text } }, { user: ids[who] })).body,
      "a button that opens a dialog": async (who, text) =>
        (await sender.press(root, { type: "Action.Submit", data: { command: text } }, { user: ids[who] })).body,
      "a form": async (who, text) => (await sender.submit({ command: text }, { user: ids[who] })).body,
    },
    aloud: {
      "a mention": (who, text) => postedBy(CHANNEL, () => sender.mention(text, { user: ids[who] })),
    },
    lists: {
      "the choice of a timeline": async (who) => {
        const message = { ...root, from: "29:ben", text: "deployed" };
        return (await sender.extension("add_to_timeline", message, { user: ids[who], thread: undefined })).body;
      },
    },
    stateOf: async (number) => (await app.load(streamOf(number))).state,
    async stop() {
      expect(teams.problems).toEqual([]);
      await house.stop();
    },
  };
  return company;
}

describe.each([
  ["Slack", slackCompany],
  ["Teams", teamsCompany],
])("in %s", (_name, start) => {
  let company: Company;
  beforeAll(async () => {
    company = await start(false);
  });
  afterAll(() => company.stop());
  const mayReadOf = (who: Name) => ASKED.filter(({ seenBy }) => (seenBy as readonly string[]).includes(who));

  test.each(PEOPLE)("%s reads and changes what stands where they see it, through every door", async (who) => {
    const mine = mayReadOf(who).map(({ number }) => number as number);
    for (const [index, [door, say]] of Object.entries(company.doors).entries()) {
      for (const { number, title, where } of ASKED) {
        const seen = mine.includes(number);
        const before = await company.stateOf(number);
        const status = await say(who, `G-${number} status`);
        expect(status.includes(title), `${door}: status of what is asked in ${where}`).toBe(seen);
        const why = await say(who, `G-${number} why h1`);
        expect(why.includes("is not known here"), `${door}: why`).toBe(!seen);
        if (seen) continue;
        // Each of them through each door, and each of them about each place, but not all of the products.
        const text = CHANGING[(number + index) % CHANGING.length];
        expect(await say(who, `G-${number} ${text}`), `${door}: ${text}`).toContain(`G-${number} is not known here`);
        expect(await company.stateOf(number), door).toEqual(before);
      }
    }
  });

  test.each(PEOPLE)("%s is listed what stands where they see it, and nothing else", async (who) => {
    const lists = {
      ...company.lists,
      ...Object.fromEntries(
        Object.entries(company.doors)
          .filter(([door]) => !NO_LIST.has(door))
          .map(([door, say]) => [door, (name: Name) => say(name, "status")]),
      ),
    };
    for (const [door, list] of Object.entries(lists)) {
      const shown = await list(who);
      expect(
        ASKED.filter(({ title }) => shown.includes(title)),
        door,
      ).toEqual(mayReadOf(who));
    }
  });

  test("what everybody in a channel reads shows only what everybody in it sees", async () => {
    for (const say of Object.values(company.aloud)) {
      const shown = await say("Ana", "status");
      expect(ASKED.filter(({ title }) => shown.includes(title)).map(({ number }) => number)).toEqual([1001]);
      expect(await say("Ana", "G-1002 status")).toContain("G-1002 is not known here");
    }
  });

  test("as long as the platform does not tell who sees a place, it is shown only there", async () => {
    const silent = await start(true);
    const say = silent.doors["a direct message"];
    const shown = await say?.("Cleo", "status");
    expect(ASKED.filter(({ title }) => shown?.includes(title))).toEqual([]);
    expect(await say?.("Cleo", "G-1001 status")).toContain("G-1001 is not known here");
    expect(await silent.doors["a button"]?.("Cleo", "G-1001 status")).toContain("alpha is slow");
    await silent.stop();
  });

  test("guests and people of other organisations are named so", async () => {
    for (const who of PEOPLE) await company.doors["a direct message"]?.(who, "G-1001 note seen");
    const named = (await company.stateOf(1001)).notes.map(({ by }) => /\(.*\)/.exec(by.name)?.[0]);
    expect(named).toEqual([undefined, undefined, undefined, "(guest)", "(external)"]);
  });
});
