import { beforeAll, describe, expect, test } from "vitest";
import { toFile } from "../../src/card/file.ts";
import type { Event } from "../../src/events/events.ts";
import type { Investigation } from "../../src/investigation/state.ts";
import { type Report, report } from "../../src/record/report/report.ts";
import { playIncident } from "../golden/play-incident.ts";

interface Written {
  readonly report: Report;
  readonly events: readonly Event[];
  readonly state: Investigation;
}

/** Plays an incident to its end with what people do, and reads its report. */
async function written(incident: string, steps: readonly (string | number)[]): Promise<Written> {
  const played = playIncident(incident);
  await played.fire();
  for (const step of steps) {
    if (step === "recover") await played.recover();
    else if (typeof step === "number") await played.goOn(step, step < 1 ? 5 : 60);
    else await played.say(`G-1001 ${step}`);
  }
  await played.say("G-1001 report json");
  const state = await played.state();
  const body = toFile(await played.load(state.queries.at(-1)?.answer?.file?.archive ?? ""));
  const events = (await played.history()).flatMap((commit) => commit.events);
  await played.stop();
  return { report: report.parse(JSON.parse(Buffer.from(body?.bytes ?? []).toString())), events, state };
}

const people = ["ack", 1, "accept h1", "discard h2 it follows", "note action for Ben: look at the pool"];
const incidents = [
  ["orders-failing", ["ack", 4, ...people.slice(2), "recover", "close rolled back"]],
  ["search-wobble", [2, ...people, "recover", "close it was nothing"]],
  ["lost-zone", [0.5, ...people, "close zone shifted"]],
] as const;

describe.each(incidents)("the report of %s, recomputed from its events", (incident, steps) => {
  let found: Written;
  beforeAll(async () => {
    found = await written(incident, steps);
  });
  /** When the first or last event that fits happened. */
  const when = (fits: (event: Event) => string | undefined): readonly string[] =>
    found.events.flatMap((event) => fits(event) ?? []).toSorted();

  test("its times are those of the events", () => {
    const fired = when((event) => {
      if (event.type === "alarmFired") return event.alarmAt;
      if (event.type !== "stormGrew") return undefined;
      return event.members.map(({ alarmAt }) => alarmAt).toSorted()[0];
    })[0]!;
    const taken = when((event) => (event.type === "acknowledged" ? event.at : undefined))[0]!;
    const proposed = when((event) => (event.type === "hypothesisProposed" ? event.at : undefined))[0];
    const accepted = when((event) => (event.type === "hypothesisAccepted" ? event.at : undefined)).at(-1);
    const recovered = when((event) => (event.type === "alarmRecovered" ? event.alarmAt : undefined)).at(-1);
    const [, ...times] = found.report.responseTimes;
    const seconds = (at: string | undefined) => at && Math.max(0, (Date.parse(at) - Date.parse(fired)) / 1000);
    expect(times.map((time) => time.seconds)).toEqual([taken, proposed, accepted, recovered].map(seconds));
    expect(times.every((time) => (time.seconds === undefined) === (time.unknown !== undefined))).toBe(true);
    expect(Date.parse(found.report.impact.firedAt!)).toBe(Date.parse(fired));
  });

  test("each decision, note and change stands in the timeline once, in order", () => {
    const { timeline } = found.report;
    expect(timeline.map(({ at }) => Date.parse(at))).toEqual(
      timeline.map(({ at }) => Date.parse(at)).toSorted((one, other) => one - other),
    );
    const count = (...types: readonly Event["type"][]) =>
      found.events.filter(({ type }) => types.includes(type)).length;
    const told = (kind: string) => timeline.filter((each) => each.kind === kind).length;
    expect(told("decision")).toBe(count("hypothesisAccepted", "hypothesisDiscarded", "closed"));
    expect(told("note")).toBe(count("noteAdded"));
  });

  test("it names no evidence that is not recorded, and says it in the recorded words", () => {
    const recorded = new Map(found.state.evidence.map(({ id, evidence }) => [id, evidence.sentence]));
    const { causes, impact } = found.report;
    for (const { id, sentence } of [
      ...impact.findings,
      ...causes.flatMap((each) => [...each.supports, ...each.contradicts]),
    ]) {
      expect.soft(sentence, id).toBe(recorded.get(id));
    }
    const decided = found.state.hypotheses.filter((each) => each.decided.type === "accepted").map(({ id }) => id);
    expect(causes.flatMap(({ id, accepted }) => (accepted ? [id] : []))).toEqual(decided);
  });

  test("what people wrote is theirs", () => {
    expect(found.report.actions).toEqual([{ text: "look at the pool", owner: "Ben", from: "Ana" }]);
    expect(found.report.closed).toMatchObject({ by: "Ana", resolution: steps.at(-1)?.toString().slice(6) });
  });
});
