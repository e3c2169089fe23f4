import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import { CHANNEL } from "../counterparts/teams/connector.ts";
import { type Over, type Sent, TENANT } from "../counterparts/teams/sender.ts";
import { until } from "./slack-house.ts";
import { cardText, startTeamsHouse, type TeamsHouse } from "./teams-house.ts";

const PRIVATE = "19:private@thread.tacv2";
const GROUP = "19:group@thread.v2";

/** Who there is, by Teams' ids, and where they are. Ana, Ben and Cleo belong to the organisation. */
const PEOPLE = {
  Ana: { id: "29:ana", in: [CHANNEL, PRIVATE, GROUP] },
  Ben: { id: "29:ben", in: [CHANNEL, PRIVATE] },
  Cleo: { id: "29:cleo", in: [CHANNEL] },
  "Gus, a guest": { id: "29:gus", in: [CHANNEL, GROUP], says: { userRole: "guest" } },
  "Eve, of another organisation": { id: "29:eve", in: [CHANNEL], says: { tenantId: "another-tenant" } },
  "somebody without a name in a meeting": { id: "8:teamsvisitor:1", in: [GROUP], says: { userRole: "anonymous" } },
  "somebody who is nowhere": { id: "29:nobody", in: [] },
  "another bot": { id: "28:other", in: [CHANNEL, PRIVATE, GROUP] },
} as const;
type Name = keyof typeof PEOPLE;
const NAMES = Object.keys(PEOPLE) as readonly Name[];
const directOf = (name: Name): string => `a:${PEOPLE[name].id.split(":").at(-1)}`;

/** What Ana asked about, by where it lives. */
const ASKED = [
  { number: 1001, title: "alpha is slow", where: CHANNEL },
  { number: 1002, title: "bravo is slow", where: PRIVATE },
  { number: 1003, title: "delta is slow", where: GROUP },
  { number: 1004, title: "gamma is slow", where: directOf("Ana") },
] as const;

/** The places that somebody is in; a bot is a person nowhere. */
const placesOf = (name: Name): readonly string[] =>
  name === "another bot" ? [] : [...PEOPLE[name].in, directOf(name)];
const peopleIn = (place: string): readonly Name[] =>
  NAMES.filter((name) => ([...PEOPLE[name].in, directOf(name)] as string[]).includes(place));

/** A door: who comes through it where, whether the answer is posted there, and whether everybody in the place reads it. */
interface Door {
  readonly at: (name: Name) => readonly string[];
  readonly posts: boolean;
  readonly aloud: boolean;
  readonly send: (name: Name, place: string, text: string) => Promise<Sent>;
}

let house: TeamsHouse;
let doors: Readonly<Record<string, Door>>;

beforeAll(async () => {
  house = await startTeamsHouse({
    settings: { tenantId: TENANT, appPassword: "secret" },
    operators: new Set([`teams:${CHANNEL}`, `teams:${GROUP}`]),
  });
  const { sender, teams } = house;
  for (const { id, ...more } of Object.values(PEOPLE)) if ("says" in more) teams.people.set(id, more.says);
  for (const place of [CHANNEL, PRIVATE, GROUP])
    teams.rosters.set(
      place,
      peopleIn(place).map((name) => PEOPLE[name].id),
    );
  for (const name of NAMES) teams.rosters.set(directOf(name), [PEOPLE[name].id]);
  for (const { title, where } of ASKED) {
    if (where.startsWith("a:")) await sender.say(`investigate ${title}`, { conversation: where });
    else await sender.mention(`investigate ${title}`, { conversation: where });
  }
  await house.settled();

  const over = (name: Name, conversation: string): Over => ({ user: PEOPLE[name].id, conversation });
  const message = (place: string, name: Name) => ({
    ...{ id: String(Date.now()), conversation: place, from: PEOPLE[name].id, summary: "", card: undefined, edits: 0 },
    text: "deployed",
  });
  const shared = (name: Name) => PEOPLE[name].in;
  const own = (name: Name) => [directOf(name)];
  const all = (name: Name) => [...shared(name), ...own(name)];
  const pressed = (type: string) => (name: Name, place: string, text: string) =>
    sender.press(
      { ...message(place, name), text: "" },
      { type, data: { command: text } },
      { ...over(name, place), thread: undefined },
    );
  const submitted = (name: string) => (who: Name, place: string, text: string) =>
    sender.invoke(name, { data: { command: text } }, over(who, place));
  const invoked = { at: all, posts: false, aloud: false };
  doors = {
    "a personal chat": {
      ...{ at: own, posts: true, aloud: false },
      send: (name, place, text) => sender.say(text, over(name, place)),
    },
    "a mention": {
      ...{ at: shared, posts: true, aloud: true },
      send: (name, place, text) => sender.mention(text, over(name, place)),
    },
    "a button without a dialog": {
      ...{ at: shared, posts: true, aloud: true },
      send: (name, place, text) =>
        sender.send({ type: "message", text: "", value: { command: text } }, over(name, place)),
    },
    "a button of a message": { ...invoked, send: pressed("Action.Execute") },
    "a button that opens a dialog": { ...invoked, send: pressed("Action.Submit") },
    "a dialog that is sent": { ...invoked, send: submitted("task/submit") },
    "a message extension's dialog that is sent": { ...invoked, send: submitted("composeExtension/submitAction") },
  };
});

/** What somebody is answered with; another bot with nothing. */
async function say({ send, posts }: Door, name: Name, place: string, text: string): Promise<string> {
  const { messages } = house.teams;
  const before = messages.length;
  const { body } = await send(name, place, text);
  const answers = () => messages.slice(before).filter((one) => one.conversation === place);
  if (!posts) return body;
  await until(() => name === "another bot" || answers().length > 0);
  return answers().map(cardText).join();
}

afterAll(async () => {
  expect(house.teams.problems).toEqual([]);
  await house.stop();
});

const stateOf = async (number: number) => (await house.app.load(streamOf(number))).state;

/** What people did to an investigation; it goes on by itself meanwhile. */
async function doneTo(number: number) {
  const { status, notes, closed, acknowledged, queries } = await stateOf(number);
  return { status, notes, closed, acknowledged, asked: queries.length };
}

/** Whether somebody may see what lives in a place: they are there, and so is everybody who reads the answer. */
function sees(name: Name, asking: string, aloud: boolean, where: string): boolean {
  if (!placesOf(name).includes(where)) return false;
  return (
    !aloud || asking === where || peopleIn(asking).every((reader) => (peopleIn(where) as string[]).includes(reader))
  );
}

describe.each(NAMES)("%s", (name) => {
  test("reads and changes, through every door, what lives where it is seen, and nothing else", async () => {
    const posted = house.teams.messages.length;
    for (const [called, door] of Object.entries(doors)) {
      for (const place of door.at(name)) {
        for (const { number, title, where } of ASKED) {
          const seen = sees(name, place, door.aloud, where);
          const before = await doneTo(number);
          const told = await say(door, name, place, `G-${number} status`);
          const which = `${called} in ${place}: status of what lives in ${where}`;
          if (called !== "a button of a message") expect(told.includes(title), which).toBe(seen);
          if (seen) continue;
          const refusal = name === "another bot" ? /^$/ : /is not known here/;
          expect(await say(door, name, place, `G-${number} close over`), `${which}: close`).toMatch(refusal);
          expect(await doneTo(number), `${called} in ${place}: what lives in ${where}`).toEqual(before);
        }
      }
    }
    if (name !== "another bot") return;
    await house.settled();
    expect(house.teams.messages.length).toBe(posted);
  });

  test("picks for a message only what is listed where it is seen", async () => {
    for (const place of [...PEOPLE[name].in, directOf(name)]) {
      const said = {
        id: "1",
        conversation: place,
        from: "29:ben",
        summary: "",
        card: undefined,
        edits: 0,
        text: "deployed",
      };
      const { body } = await house.sender.extension("add_to_timeline", said, {
        ...{ user: PEOPLE[name].id, thread: undefined },
      });
      const listed = ASKED.filter(({ title }) => body.includes(title)).map(({ number }) => number);
      expect(listed, place).toEqual(
        ASKED.filter(({ where }) => placesOf(name).includes(where)).map(({ number }) => number),
      );
    }
  });

  test("searches logs only as a member of the organisation where operators are", async () => {
    const operator = ["Ana", "Ben", "Cleo"].includes(name);
    for (const [door, { at, send }] of Object.entries(doors)) {
      for (const place of at(name).filter((each) => each === CHANNEL || each === GROUP)) {
        const number = place === CHANNEL ? 1001 : 1003;
        const before = (await stateOf(number)).queries.length;
        await send(name, place, `G-${number} logs checkout error last 2h`);
        expect((await stateOf(number)).queries.length > before, `${door} in ${place}`).toBe(operator);
      }
    }
  });
});

test.each([
  ["an edited message", { type: "messageUpdate", channelData: { eventType: "editMessage", tenant: { id: TENANT } } }],
  [
    "a deleted message",
    { type: "messageDelete", channelData: { eventType: "softDeleteMessage", tenant: { id: TENANT } } },
  ],
  [
    "a message that is restored",
    { type: "messageUpdate", channelData: { eventType: "undeleteMessage", tenant: { id: TENANT } } },
  ],
  ["a reaction", { type: "messageReaction", reactionsAdded: [{ type: "like" }] }],
  ["a reaction that is taken back", { type: "messageReaction", reactionsRemoved: [{ type: "like" }] }],
  ["a person who is added", { type: "conversationUpdate", membersAdded: [{ id: "29:new" }] }],
  ["the bot's being removed", { type: "installationUpdate", action: "remove" }],
  ["the bot's being added", { type: "installationUpdate", action: "add" }],
  ["an event", { type: "event", name: "application/vnd.microsoft.readReceipt" }],
  ["typing", { type: "typing" }],
  ["the end of a conversation", { type: "endOfConversation" }],
  ["a kind that nobody knows", { type: "surprise" }],
])("%s with a command in it says and changes nothing", async (_name, activity) => {
  const [before, messages] = [await doneTo(1001), house.teams.messages.length];
  const command = { text: "<at>Gumshoe</at> G-1001 close", value: { command: "G-1001 close" } };
  const entities = [{ type: "mention", mentioned: { id: "28:bot" }, text: "<at>Gumshoe</at>" }];
  const { status } = await house.sender.send({ ...command, entities, ...activity });
  expect(status).toBe(200);
  await house.settled();
  expect([await doneTo(1001), house.teams.messages.length]).toEqual([before, messages]);
});
