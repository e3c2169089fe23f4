import { afterAll, beforeAll, expect, test } from "vitest";
import { missingOfTeams, teamsSettings } from "../../adapters/teams/settings.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import { CHANNEL } from "../counterparts/teams/connector.ts";
import { type Over, type Sent, TENANT } from "../counterparts/teams/sender.ts";
import { until } from "./slack-house.ts";
import { cardText, startTeamsHouse, type TeamsHouse } from "./teams-house.ts";

const OTHER = "another-tenant";
const ACME = "19:acme@thread.tacv2";
const DIRECT = "a:dora";
const DORA = "29:dora";
const TITLE = "alpha is slow";

let house: TeamsHouse;
beforeAll(async () => {
  const tenants = [TENANT.toUpperCase(), OTHER];
  house = await startTeamsHouse({ settings: { tenants, appPassword: "secret" }, operators: new Set(["*"]) });
  const { sender, teams } = house;
  teams.people.set(DORA, { tenantId: OTHER });
  teams.rosters.set(CHANNEL, ["29:ana", "29:ben"]);
  teams.rosters.set(ACME, [DORA]);
  teams.rosters.set(DIRECT, [DORA]);
  await sender.mention(`investigate ${TITLE}`);
  await house.settled();
});
afterAll(() => house.stop());

const over = (conversation: string): Over => ({ user: DORA, conversation, tenants: [OTHER, OTHER] });
const button = (conversation: string) => ({
  ...{ id: String(Date.now()), conversation, from: DORA, summary: "", card: undefined, edits: 0, text: "" },
});

/** Every door of Dora's tenant; `posts`: its answer is a message. */
const DOORS: readonly (readonly [string, string, boolean, (place: string, text: string) => Promise<Sent>])[] = [
  ["a personal chat", DIRECT, true, (place, text) => house.sender.say(text, over(place))],
  ["a mention", ACME, true, (place, text) => house.sender.mention(text, over(place))],
  [
    "a button without a dialog",
    ACME,
    true,
    (place, text) => house.sender.send({ type: "message", text: "", value: { command: text } }, over(place)),
  ],
  [
    "a button of a message",
    ACME,
    false,
    (place, text) =>
      house.sender.press(button(place), { type: "Action.Execute", data: { command: text } }, over(place)),
  ],
  [
    "a button that opens a dialog",
    ACME,
    false,
    (place, text) => house.sender.press(button(place), { type: "Action.Submit", data: { command: text } }, over(place)),
  ],
  [
    "a dialog that is sent",
    ACME,
    false,
    (place, text) => house.sender.invoke("task/submit", { data: { command: text } }, over(place)),
  ],
  [
    "a message extension",
    DIRECT,
    false,
    (place, text) => house.sender.invoke("composeExtension/submitAction", { data: { command: text } }, over(place)),
  ],
];

async function told(place: string, posts: boolean, send: () => Promise<Sent>): Promise<string> {
  const before = house.teams.messages.length;
  const { body } = await send();
  const answers = () => house.teams.messages.slice(before).filter(({ conversation }) => conversation === place);
  if (!posts) return body;
  await until(() => answers().length > 0);
  return answers().map(cardText).join();
}

async function doneTo() {
  const { status, notes, acknowledged, hypotheses, queries } = (await house.app.load(streamOf(1001))).state;
  return { status, notes, acknowledged, decided: hypotheses.map(({ decided }) => decided), asked: queries.length };
}

const WITH_ITS_NUMBER = [
  ...[
    "status",
    "timeline",
    "summary",
    "hyp",
    "who",
    "why h1",
    "similar",
    "report",
    "ticket",
    "metrics AWS/Lambda Errors FunctionName=checkout Sum",
  ],
  ...[
    "ack",
    "note hello",
    "accept h1",
    "discard h1 no",
    "close over",
    "snooze 1h",
    "assign @dora",
    "escalate",
    "investigate",
  ],
];

test.each(DOORS)(
  "through %s nothing of another tenant is read or changed by its number",
  async (_name, place, posts, send) => {
    const before = await doneTo();
    for (const command of WITH_ITS_NUMBER) {
      const answer = await told(place, posts, () => send(place, `G-1001 ${command}`));
      expect.soft(answer, command).not.toContain(TITLE);
      if (posts) expect.soft(answer, command).toContain("is not known here");
    }
    expect(await doneTo()).toEqual(before);
  },
);

test.each(DOORS)(
  "through %s nothing of another tenant is listed, counted or compared",
  async (_name, place, posts, send) => {
    for (const command of ["status", "open", "mine", "missed", "handoff", "stats last 30d"]) {
      const answer = await told(place, posts, () => send(place, command));
      for (const word of [TITLE, "G-1001"]) expect.soft(answer, command).not.toContain(word);
    }
  },
);

test("the picker of the message extension offers nothing of another tenant", async () => {
  const { body } = await house.sender.extension("add_to_timeline", { ...button(ACME), text: "deployed" }, over(ACME));
  for (const word of [TITLE, "G-1001"]) expect(body).not.toContain(word);
});

test("its own tenant still has it, and a third tenant is refused at the door", async () => {
  const answer = await told(CHANNEL, true, () => house.sender.mention("G-1001 status"));
  expect(answer).toContain(TITLE);
  for (const tenants of [
    ["third", "third"],
    [TENANT, OTHER],
    [undefined, undefined],
  ] as const) {
    expect((await house.sender.mention("status", { tenants })).status).toBe(403);
  }
});

test("the list names tenants by their ids, and stands alone", () => {
  const [one, two] = ["11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"];
  expect(teamsSettings.parse({ TEAMS_TENANTS: `${one}, ${two}` }).TEAMS_TENANTS).toEqual([one, two]);
  for (const wrong of ["contoso.com", " , "])
    expect(teamsSettings.safeParse({ TEAMS_TENANTS: wrong }).success).toBe(false);
  expect(missingOfTeams((name) => name.startsWith("TEAMS_TENANT"))).toEqual([expect.stringContaining("of one tenant")]);
});
