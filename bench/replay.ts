import { randomUUID } from "node:crypto";
import process from "node:process";
import { readRecording } from "../adapters/recording/petshop/petshop.ts";
import { createApp } from "../src/app.ts";
import { streamOf } from "../src/conversation/streams.ts";
import { rankedHypotheses } from "../src/investigation/ranking/ranking.ts";
import type { Hypothesis, Investigation } from "../src/investigation/state.ts";
import { presentEpisode } from "../src/investigation/state.ts";
import { gapLine } from "../src/investigation/view/words.ts";
import { silentLog } from "../src/log/log.ts";
import { createMemoryStores } from "../src/store/memory.ts";

/** `npm run replay -- <folder>`: raises a recorded incident's alarm through the intake, and prints what Gumshoe makes of it. */
const TOPIC = "arn:aws:sns:us-west-2:111122223333:recorded";
const GIVE_UP_MS = 120_000;

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write("Which recording? npm run replay -- ../recordings/test/issue_0\n");
  process.exit(2);
}
const recording = await readRecording(folder);
const began = Date.now();
/** The clock of the recording: it goes on from the end of what was recorded. */
const now = (): Date => new Date(recording.window.end * 1000 + Date.now() - began);
const stores = createMemoryStores({ now });
const app = createApp({
  ...stores,
  policy: { autoCloseMs: 86_400_000 },
  chatOf: () => undefined,
  routeOf: () => ({ place: "web:replay", also: [], automatic: true, simulated: false }),
  telemetryFor: () => recording.telemetry,
  components: () => [],
  now,
  random: () => 0,
  log: silentLog,
});
const id = randomUUID();
const envelope = {
  Type: "Notification",
  MessageId: id,
  TopicArn: TOPIC,
  Message: JSON.stringify(recording.alarm.message),
};
const body = JSON.stringify({ ...envelope, Timestamp: now().toISOString() });
await app.deliver({ id, stream: "intake/web:replay", receivedAt: now().toISOString(), body });

const state = await concluded();
process.stdout.write(`${report(state)}\n`);
await app.runner.stop();

async function concluded(): Promise<Investigation> {
  for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; ) {
    const { state: found } = await app.load(streamOf(1001));
    if (found.findings[presentEpisode(found)]?.conclusion) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("There was no verdict in two minutes.");
}

function report(found: Investigation): string {
  const conclusion = found.findings[presentEpisode(found)]?.conclusion;
  return [
    `ALARM ${found.title}`,
    found.alarm?.reason ?? "",
    "",
    `${conclusion?.verdict}: ${conclusion?.reason}`,
    `Normal: ${conclusion?.normal} of ${conclusion?.checked} checked`,
    ...(conclusion?.gaps ?? []).map((gap) => `? ${gapLine(gap)}`),
    ...rankedHypotheses(found).flatMap((hypothesis, index) => ["", ...explain(found, hypothesis, index + 1)]),
  ].join("\n");
}

function explain(found: Investigation, { id: name, weight }: Hypothesis, rank: number): readonly string[] {
  const sentence = (evidence: string): string =>
    `${found.evidence.find((record) => record.id === evidence)?.evidence.sentence} (${evidence})`;
  return [
    `${rank}. ${name} ${weight.standing} · ${weight.statement}`,
    ...weight.supports.map((evidence) => `   + ${sentence(evidence)}`),
    ...weight.contradicts.map((evidence) => `   - ${sentence(evidence)}`),
    `   Ruled out if ${weight.refutedBy}`,
  ];
}
