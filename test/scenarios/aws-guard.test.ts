import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type AwsHouse, ana, ben, openAwsHouse, shown, told } from "./aws-house.ts";
import { envelope, stateOf } from "./house.ts";

const opened: AwsHouse[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.stop();
});

async function open(...change: Parameters<typeof openAwsHouse>): Promise<AwsHouse> {
  const opening = await openAwsHouse(...change);
  opened.push(opening);
  return opening;
}

/** Put together here, so that no scanner takes this file for a leak. */
const TOKEN = ["xox", "b-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"].join("");
const SAMPLE = `call to orders failed with status 500 {\\"password\\":\\"hunter2\\"} for ana@example.com with ${TOKEN}`;
const PARTS = ["hunter2", "ana@example", "AbCdEfGh", "123456789012-"];

const HOSTILE: readonly (readonly [text: string, words: RegExp])[] = [
  ["athena sql select 1; drop table x", /one query at a time/],
  ["athena sql select 1 -- x", /comments/],
  ["athena sql create table x as select 1", /not CREATE/],
  ["athena sql with a as (delete from b) select 1", /DELETE may write/],
  ["athena sql explain analyze select 1", /runs the query/],
  ["athena sql ｓｅｌｅｃｔ 1", /plain letters/],
  ["athena sql select 'open", /quote is not closed/],
  ["athena sql select 1 into outfile 'x'", /INTO may write/],
  ["athena sql unload (select 1) to 's3://x'", /not UNLOAD/],
  ["athena sql select * from table(a.system.query('drop table x'))", /table functions/],
  [`athena sql select ${"1,".repeat(9_997)}1`, /characters are too long/],
  [`logs /ecs/shop/checkout fields ${"@message,".repeat(1_200)}@log`, /characters are too long for a query/],
  ["logs /ecs/shop/checkout fields unmask(@message)", /unmask is not run/],
  ["logs /ecs/shop/checkout source logGroups(namePrefix: ['/'])", /source is not run/],
  ["logs /ecs/shop/checkout /(/", /Not a regular expression/],
  ["logs ,", /Which log group/],
  [`metrics N M ${Array.from({ length: 31 }, (_, index) => `D${index}=1`).join(" ")}`, /at most 30 dimensions/],
  ["metrics AWS/Lambda Errors last 3650 days", /too far back/],
  ["metrics AWS/Lambda Errors,Throttles band", /One chart has one band/],
  ["alarms history", /Which alarm/],
  [`alarms history ${"a".repeat(256)}`, /at most 255 characters/],
  ["alarms create", /Which name/],
  [`alarms create ${"a".repeat(256)} when N M > 1`, /at most 255 characters/],
  ["alarms create x when N M > many", /Not a number: many/],
  ["alarms create x when N M > 1e999", /Not a number/],
  ["alarms create x when N M > 1 every 7s", /10, 20, 30 or a multiple of 60 s/],
  ["alarms create x when N M > 1 for 5 of 3", /never happens/],
  ["alarms create x when N M > 1 for 99999 every 1d", /at most 7 days/],
  ["alarms create x when N M > 1 notify arn:aws:sqs:eu-west-1:111122223333:q", /Not a topic's ARN/],
  ['metrics "AWS/L\'" Errors Nonsense', /Not understood: Nonsense/],
  ["use account __proto__", /No account is called __proto__/],
  ["use region eu-west-1.evil.example", /Which account or Region/],
  ["alias set a = run a", /no decision, and no other alias/],
  ["alias set a = alias set b = changes", /no decision, and no other alias/],
  ["alias set a = G-1 run b", /no decision, and no other alias/],
  ["alias set a = close", /no decision, and no other alias/],
  ["alias set a = use region eu-west-1", /no decision, and no other alias/],
  ["alias set a = nonsense", /Not understood: nonsense/],
  ["alias set a = athena sql drop table x", /not DROP/],
  ["alias forget nothing", /No alias is called nothing/],
  ["run nothing", /No alias is called nothing/],
  ["run __proto__", /No alias is called __proto__/],
];

describe("what is hostile is answered in words, and costs nothing", () => {
  let there: AwsHouse;
  beforeAll(async () => {
    there = await openAwsHouse();
  });
  afterAll(() => there.stop());

  test.each(HOSTILE.map(([text, words]) => ({ text, words })))("$text", async ({ text, words }) => {
    expect(told(await there.house.say(text))).toMatch(words);
    expect(there.aws.calls).toEqual([]);
  });
});

describe("aliases", () => {
  test("are kept for the channel, run with another time, listed and forgotten", async () => {
    const there = await open();
    const { house } = there;
    expect(told(await house.say('alias set 5XX = logs /ecs/shop/checkout "status 500" last 3h'))).toMatch(/run 5XX/);
    expect(told(await house.say("alias", { actor: ben }))).toMatch(/1 kept .*5xx.*status 500/);
    expect(await house.say("run 5xx")).toMatchObject({ understood: expect.stringMatching(/^logs of/) });
    expect(await house.say("run 5xx last 2h")).toMatchObject({ type: "stored" });
    const questions = [1001, 1002].map(async (number) => (await stateOf(house, number)).queries[0]?.question);
    const [kept, again] = await Promise.all(questions);
    if (kept?.type !== "logs" || again?.type !== "logs") throw new Error("both are searches");
    expect(again.text).toBe(kept.text);
    expect([kept, again].map(({ window }) => window.end - window.start)).toEqual([3 * 3_600, 2 * 3_600]);
    expect(told(await house.say("run 5xx", { channel: "web:other", place: "web:other" }))).toMatch(/No alias/);
    expect(told(await house.say("alias forget 5xx"))).toMatch(/5xx is forgotten/);
    expect(told(await house.say("run 5xx"))).toMatch(/No alias is called 5xx/);
  });

  test("give nobody more than they may: an operator's search stays one", async () => {
    const there = await open();
    await there.house.say("alias set a = logs /ecs/shop/checkout x", { actor: ben });
    await there.house.say("alias set b = athena sql select 1", { actor: ana });
    for (const name of ["a", "b"]) {
      expect(told(await there.house.say(`run ${name}`, { actor: ben }))).toMatch(/need an operator/);
    }
    expect(there.aws.calls).toEqual([]);
  });

  test("are left alone by talk: a name that is not kept is not answered", async () => {
    const there = await open();
    await there.house.say("alarms");
    const place = await there.thread();
    await there.house.say("alias set fires = alarms firing");
    expect(await there.house.say("run tests", { place, manner: "overheard" })).toEqual({ type: "ignored" });
    expect(await there.house.say("run fires", { place, manner: "overheard" })).toMatchObject({ type: "stored" });
  });

  test("of more than two hundred two hundred are kept, and the rest refused", async () => {
    const there = await open();
    const answers = new Set<string>();
    for (let index = 0; index < 220; index++) {
      answers.add(told(await there.house.say(`alias set a${index} = changes`)).replaceAll(/\d+/g, "#"));
    }
    expect(answers.size).toBe(2);
    expect(told(await there.house.say("alias set a220 = changes"))).toMatch(/keeps 200 names at most/);
    expect(told(await there.house.say("alias set a199 = alarms"))).toMatch(/Kept/);
    expect(told(await there.house.say("run nothing"))).toMatch(/There are a0, .* and 180 more$/);
    expect(there.aws.calls).toEqual([]);
  });
});

test("a secret in a log line is nowhere: not in the store, not in the archive, not on a card", async () => {
  const there = await open(({ telemetry }) => ({
    telemetry: {
      ...telemetry,
      logs: {
        async patterns(...asked) {
          const seen = await telemetry.logs.patterns(...asked);
          const value = seen.value.map((each) =>
            /failed|TypeError/.test(each.sample) ? { ...each, sample: SAMPLE } : each,
          );
          return { ...seen, value };
        },
      },
    },
  }));
  const { house, incident } = there;
  const body = envelope("m-1", incident.notifications[0]?.message);
  await house.app.deliver({ id: "m-1", stream: "intake/web:general", receivedAt: new Date().toISOString(), body });
  const verdict = async () => (await stateOf(house, 1001)).findings[1]?.conclusion?.verdict;
  await expect.poll(verdict).toBeDefined();
  await house.say("G-1001 logs /ecs/shop/checkout status 500 last 2h");
  await expect.poll(async () => (await stateOf(house, 1001)).queries[0]?.answer).toBeDefined();
  await expect.poll(() => shown(there, "q1")).toMatch(/lines/);

  const stored = JSON.stringify(await house.store.read("investigation/1001", 0));
  const cards = JSON.stringify(house.channel.standing.map(({ card }) => card));
  const archived = JSON.stringify(there.archived);
  for (const everything of [stored, cards, archived]) {
    expect(everything).toContain("[secret hidden]");
    for (const part of PARTS) expect(everything).not.toContain(part);
  }
});
