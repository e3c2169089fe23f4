import { describe, expect, onTestFinished, test } from "vitest";
import { createTeams } from "../../../adapters/teams/teams.ts";
import { EditForbidden, OutcomeUnknown, Retryable, Unrecoverable } from "../../../src/errors.ts";
import { silentLog } from "../../../src/log/log.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { bare } from "../../bare.ts";
import { CHANNEL, startTeams } from "../../counterparts/teams/connector.ts";
import { APP_ID } from "../../scenarios/teams-house.ts";

const card = bare({ title: "ALARM", tone: "alarm", push: "ALARM", blocks: [{ type: "text", text: "5xx errors" }] });
const root = { stream: "investigation/1042", slot: "root" };

/** The chat with a message in it, and what the operator was told. */
async function open(token: () => Promise<string> = async () => "connector-token") {
  const teams = await startTeams();
  onTestFinished(() => teams.close());
  const now = (): Date => new Date();
  const told: string[] = [];
  const log = { ...silentLog, error: (_: unknown, text: string) => void told.push(text) };
  const host = {
    receive: async () => ({ type: "ignored" }) as const,
    resume: async () => undefined,
    board: createMemoryStores({ now }).board,
    archive: createMemoryStores({ now }).archive,
    open: async () => [],
    address: () => undefined,
    threads: async () => [],
    now,
    log,
  };
  const { chat, place, complaints, start } = createTeams(host, {
    channel: CHANNEL,
    routed: ["19:payments@thread.tacv2", CHANNEL],
    groups: [],
    appId: APP_ID,
    appPassword: "secret",
    serviceUrl: teams.serviceUrl,
    authority: { openIdUrl: teams.keys.openIdUrl, token },
  });
  const post = () => chat.post(place, card, root);
  const edit = (message: string) => chat.edit(place, message, card);
  return { teams, chat, place, post, edit, told, complaints, start };
}

const failed = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const fails = (status: number, code: string, message = "") => ({ type: "status", status, code, message }) as const;

describe("each answer of Teams has its own consequence", () => {
  test.each([
    ["post", fails(429, "Throttled"), Retryable],
    ["post", fails(412, "PreconditionFailed"), Retryable],
    ["post", fails(429, "never seen"), Retryable],
    ["post", fails(403, "ConversationBlockedByUser"), Unrecoverable],
    ["post", fails(413, "MessageSizeTooBig"), Unrecoverable],
    ["post", fails(500, "ServiceError"), OutcomeUnknown],
    ["post", fails(502, "BadArgument"), OutcomeUnknown],
    ["edit", fails(403, "ServiceError", "Unknown"), EditForbidden],
    ["edit", fails(404, "ActivityNotFoundInConversation"), EditForbidden],
    ["edit", fails(400, "BadArgument", "not a known activity id"), EditForbidden],
    ["edit", fails(403, "BotNotInConversationRoster"), Unrecoverable],
    ["edit", fails(404, "ConversationNotFound"), Unrecoverable],
    ["post", fails(403, "ServiceError"), Unrecoverable],
    ["post", fails(400, "BadArgument", "The conversation is in another region"), Unrecoverable],
    ["post", fails(400, "BadArgument", "Something nobody has seen"), Unrecoverable],
    ["post", fails(403, "InvalidBotApiHost"), Unrecoverable],
    ["post", fails(403, "BotDisabledByAdmin"), Unrecoverable],
  ] as const)("%s: %o", async (kind, failure, expected) => {
    const { teams, post, edit } = await open();
    const { message } = await post();
    teams.script(() => failure);
    const error = await failed(kind === "post" ? post() : edit(message));
    expect(error).toBeInstanceOf(expected);
    if (expected === Retryable) expect(error).not.toBeInstanceOf(OutcomeUnknown);
  });
});

test("a card that Teams refuses is shown in a simpler form, and the operator knows until it is whole again", async () => {
  const { teams, post, edit, told, complaints } = await open();
  const { message } = await post();
  teams.script(({ number }) => (number === 2 ? fails(400, "BadArgument") : undefined));
  await edit(message);
  expect(told).toEqual([expect.stringMatching(/BadArgument: shown in a simpler form/)]);
  await edit(message);
  expect(complaints()).toEqual([]);
});

describe("at the start the channel of alarms and those of the routes are looked at:", () => {
  test.each([
    ["the bot is not in its team", undefined, /add the app to the team again/],
    ["there is no such channel", fails(404, "ConversationNotFound"), /check TEAMS_CHANNEL/],
    ["its id is none", fails(400, "BadArgument", "Bad format of conversation ID"), /check TEAMS_CHANNEL/],
    ["an administrator has blocked the app", fails(403, "BotDisabledByAdmin"), /Teams admin center/],
  ])("%s is one line with the remedy, gone once a post arrives", async (_name, failure, remedy) => {
    const { teams, start, post, told, complaints } = await open();
    teams.script(() => failure);
    await start();
    await start();
    expect(told).toHaveLength(2);
    for (const channel of [CHANNEL, "19:payments@thread.tacv2"]) {
      expect(told.filter((line) => line.includes(channel))).toEqual([expect.stringMatching(remedy)]);
    }
    teams.script(() => undefined);
    await post();
    expect(complaints()).toEqual([expect.stringMatching(/19:payments/)]);
  });

  test("a channel that can be written is no line, and nothing is posted", async () => {
    const { teams, start, told } = await open();
    for (const channel of [CHANNEL, "19:payments@thread.tacv2"]) teams.rosters.set(channel, ["29:ana"]);
    await start();
    expect([told, teams.messages]).toEqual([[], []]);
  });

  test("Microsoft's being away is no line", async () => {
    const { teams, start, told } = await open();
    teams.script(() => fails(503, "ServiceUnavailable"));
    await start();
    expect(told).toEqual([]);
  });

  test("a token that is refused is a line about the token", async () => {
    const { start, told } = await open(() => Promise.reject(new Error("AADSTS7000222: expired")));
    await start();
    expect(told).toEqual([expect.stringMatching(/client secret has expired/)]);
  });
});

test("what is refused in its simplest form, too, is not called simpler", async () => {
  const { teams, post, told } = await open();
  teams.script(() => fails(400, "BadArgument", "Something nobody has seen"));
  for (let count = 0; count < 3; count++) await failed(post());
  expect(told.join()).not.toMatch(/shown in a simpler form/);
  expect(told).toHaveLength(1);
});

test.each([
  [
    "AADSTS7000222: The provided client secret keys are expired.",
    /expired.*Certificates & secrets.*TEAMS_APP_PASSWORD/,
  ],
  ["invalid_client: Error(s): 7000215 - AADSTS7000215: Invalid client secret provided.", /its value, not its id/],
  ["AADSTS700016: Application was not found in the directory", /TEAMS_APP_ID and TEAMS_TENANT_ID/],
  ["AADSTS1234567: never seen", /AADSTS1234567.*Check TEAMS_APP_ID/],
])(
  "a token that is refused (%s) is one error for the operator, for all channels, with the remedy",
  async (text, remedy) => {
    let refused = true;
    const { chat, place, told, complaints, post } = await open(async () => {
      if (refused) throw new Error(text);
      return "connector-token";
    });
    for (const target of [place, "teams:19%3Aother%40thread.tacv2", place]) {
      expect(await failed(chat.post(target, card, root))).toBeInstanceOf(Unrecoverable);
    }
    expect(told).toEqual([expect.stringMatching(remedy)]);
    refused = false;
    await post();
    expect(complaints()).toEqual([]);
  },
);

test.each(["fetch failed", "network_error: Network request failed", "AADSTS90033: A transient error has occurred."])(
  "without a token for now (%s) nothing was sent, so it is repeated",
  async (text) => {
    const { post, told, teams } = await open(() => Promise.reject(new Error(text)));
    const error = await failed(post());
    expect(error).toBeInstanceOf(Retryable);
    expect(error).not.toBeInstanceOf(OutcomeUnknown);
    expect([told, teams.calls]).toEqual([[], []]);
  },
);
