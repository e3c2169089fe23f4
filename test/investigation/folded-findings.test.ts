import { expect, test } from "vitest";
import type { Event } from "../../src/events/events.ts";
import { decide } from "../../src/investigation/decide/decide.ts";
import { evolve } from "../../src/investigation/evolve.ts";
import { type Investigation, initialState, presentEpisode } from "../../src/investigation/state.ts";
import { view } from "../../src/investigation/view.ts";
import { ana, diagnosis, minute, open, policy, turn } from "./given.ts";

/** An alarm that fires so often, each time investigated with three causes; the first cause of the second firing is accepted. */
function flapped(firings: number): { readonly events: readonly Event[]; readonly state: Investigation } {
  const events: Event[] = [];
  let state = initialState;
  let said = 0;
  const tell = (command: Parameters<typeof decide>[1]): void => {
    const decision = decide(state, command, { id: `d${++said}`, actor: ana, at: minute(said) }, policy);
    if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.reason)}`);
    events.push(...decision.events);
    state = decision.events.reduce(evolve, state);
  };
  tell({ ...open, transitions: [turn("ALARM", 1)] });
  for (let firing = 1; firing <= firings; firing++) {
    if (firing > 1) tell({ type: "alarmChanged", transitions: [turn("ALARM", firing * 2)] });
    tell({ type: "recordRound", episode: presentEpisode(state), diagnosis: diagnosis("orders", "cart", "catalog") });
    if (firing === 2) tell({ type: "accept", hypothesis: state.hypotheses.at(-3)?.id ?? "" });
    tell({ type: "alarmChanged", transitions: [turn("OK", firing * 2 + 1)] });
  }
  return { events, state };
}

test("what many firings of a flapping alarm brought to light stays a small state, and folds to the same from its history", () => {
  const { events, state } = flapped(200);
  expect(Object.keys(state.findings).length).toBeLessThanOrEqual(40);
  expect(state.hypotheses.length).toBeLessThanOrEqual(40 * 3 + 1);
  expect(JSON.stringify(state).length).toBeLessThan(250_000);
  expect(events.reduce(evolve, initialState)).toEqual(state);
});

test("no id is given twice, and the present firing has its own findings", () => {
  const { events, state } = flapped(100);
  const ids = events.flatMap((event) =>
    event.type === "hypothesisProposed" || event.type === "evidenceRecorded" ? [event.id] : [],
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain("h300");
  const { conclusion } = state.findings[presentEpisode(state)] ?? {};
  expect(conclusion?.ranking).toEqual(["h298", "h299", "h300"]);
  expect(view(state).map(({ slot }) => slot)).toEqual(expect.arrayContaining(["root", "summary"]));
});

test("what people decided on stays, with its evidence", () => {
  const { state } = flapped(100);
  const [accepted] = state.hypotheses.filter(({ decided }) => decided.type === "accepted");
  expect(accepted?.id).toBe("h4");
  const known = new Set(state.evidence.map(({ id }) => id));
  expect(accepted?.weight.supports.filter((id) => known.has(id))).toEqual(accepted?.weight.supports);
  expect(state.hypotheses.some(({ id }) => id === "h5")).toBe(false);
});
