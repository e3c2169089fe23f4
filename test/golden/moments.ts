import { library } from "../../adapters/recording/shop/shop.ts";
import type { Card } from "../../src/card/card.ts";
import type { Investigation } from "../../src/investigation/state.ts";
import { type ReadOf, readCard } from "../../src/investigation/view/read.ts";
import { view } from "../../src/investigation/view.ts";
import { events } from "../notification/notices/payloads.ts";
import { type PlayedIncident, playIncident } from "./play-incident.ts";

/** A card as it stood at a moment: "verdict: root". */
export interface Moment {
  readonly name: string;
  readonly card: Card;
}

/** What is played, and the cards that it showed. Each is played once, whoever asks. */
export const plays: Readonly<Record<string, () => Promise<readonly Moment[]>>> = Object.fromEntries([
  ...library.map(({ id, storm }) => [id, once(() => (storm ? storming(id) : living(id)))]),
  ["eks-workloads", once(() => asking("eks-workloads", ["cluster", "cluster prod shop", "changes payment last 2h"]))],
  ["decisions", once(deciding)],
  ["answers", once(answering)],
  ["notices", once(noticing)],
]);

function once(play: () => Promise<readonly Moment[]>): () => Promise<readonly Moment[]> {
  let played: Promise<readonly Moment[]> | undefined;
  return () => {
    played ??= play();
    return played;
  };
}

/** The cards that stand in these slots. */
function shown(name: string, state: Investigation, ...slots: readonly string[]): readonly Moment[] {
  return view(state).flatMap(({ slot, card }) => (slots.includes(slot) ? [{ name: `${name}: ${slot}`, card }] : []));
}

/** An incident at its alarm, its verdict, its recovery and its end. */
async function living(incident: string): Promise<readonly Moment[]> {
  const played = playIncident(incident);
  const alarm = shown("alarm", await played.fire(), "root");
  await played.goOn(15);
  const verdict = shown("verdict", await played.state(), "root", "summary");
  const recovered = (await played.recover()) ? shown("recovered", await played.state(), "root", "summary") : [];
  await played.say("G-1001 close rolled back");
  const closed = shown("closed", await played.state(), "root");
  await played.stop();
  return [...alarm, ...verdict, ...recovered, ...closed];
}

/** A storm while it grows, and after its verdict. */
async function storming(incident: string): Promise<readonly Moment[]> {
  const played = playIncident(incident);
  const first = shown("first alarms", await played.fire(), "root");
  await played.goOn(3, 5);
  const verdict = shown("verdict", await played.state(), "root");
  await played.stop();
  return [...first, ...verdict];
}

/** What people's decisions make of a card. */
async function deciding(): Promise<readonly Moment[]> {
  const played = playIncident("orders-failing");
  await played.fire();
  await played.goOn(15);
  const moments: Moment[] = [];
  for (const words of ["ack", "accept h1", "restore h1", "discard h1 known", "note traffic is flat"]) {
    await played.say(`G-1001 ${words}`);
    moments.push(...shown(words, await played.state(), "root", "summary"));
  }
  await played.stop();
  return moments;
}

/** What is asked in a thread, each in its own words. */
const QUESTIONS = [
  "errors of checkout last 1h",
  "logs orders TypeError last 30m",
  "traces checkout last 30m",
  "topology checkout",
  "changes orders last 2h",
  "alarms alarm",
  "metrics AWS/ECS CPUUtilization ClusterName=shop ServiceName=orders last 1h",
  "errors of nobody",
];

const READS: readonly ReadOf[] = [
  { type: "status" },
  { type: "hypotheses" },
  { type: "why", hypothesis: "h1" },
  { type: "why", hypothesis: "h9" },
];

/** An incident at its verdict, and what is asked in its thread. */
async function asking(incident: string, questions: readonly string[]): Promise<readonly Moment[]> {
  const played = playIncident(incident);
  const alarm = shown("alarm", await played.fire(), "root");
  await played.goOn(15);
  const verdict = shown("verdict", await played.state(), "root", "summary");
  for (const question of questions) await played.say(`G-1001 ${question}`);
  const state = await played.state();
  await played.stop();
  const answers = state.queries.flatMap(({ id }, index) => shown(questions[index] ?? "", state, id));
  return [...alarm, ...verdict, ...answers];
}

async function answering(): Promise<readonly Moment[]> {
  const played = playIncident("orders-failing");
  await played.fire();
  await played.goOn(15);
  for (const question of QUESTIONS) await played.say(`G-1001 ${question}`);
  const state = await played.state();
  await played.stop();
  const answers = state.queries.flatMap(({ id }, index) => shown(QUESTIONS[index] ?? "", state, id));
  return [...answers, ...READS.map((read) => ({ name: JSON.stringify(read), card: readCard(read, state) }))];
}

/** One notice of each kind of mood. */
async function noticing(): Promise<readonly Moment[]> {
  const moods = [...new Map(events.map((event) => [event[4], event])).values()];
  const moments = await Promise.all(
    moods.map(async ([name, message]) => {
      const played: PlayedIncident = playIncident("search-wobble");
      await played.deliver(typeof message === "string" ? { message } : message);
      const state = await played.state();
      await played.stop();
      return shown(name, state, "root");
    }),
  );
  return moments.flat();
}
