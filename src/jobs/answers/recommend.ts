import { createHash } from "node:crypto";
import type { FileBody } from "../../card/file.ts";
import { counted, withoutEnd } from "../../card/number.ts";
import { mapInBatches } from "../../concurrency/in-batches.ts";
import { streamOf } from "../../conversation/streams.ts";
import { messageOf } from "../../errors.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { Seen } from "../../findings/measured.ts";
import { planText } from "../../investigation/asking.ts";
import type { Pack } from "../../packs/pack.ts";
import { packNamed } from "../../packs/packs.ts";
import type { WantedAlarm } from "../../telemetry/ports/alarms.ts";
import { alarmDollars } from "../../telemetry/resources/price.ts";
import { lengthOf, WITHOUT_DATA } from "./alarm.ts";
import { type Asking, failedAnswer, gapWords, questionText, tableAnswer } from "./answer.ts";
import { resourcesOfPack } from "./pack-resources.ts";
import { type Planned, planOf, type RecommendationState } from "./recommended-plan.ts";
import { toAlarmTemplate } from "./recommended-template.ts";

type Wanted = Extract<Question, { type: "recommend" }>;

/** The most resources and alarms of one plan. Each alarm is one metric of a week, and one call to create. */
const MOST_RESOURCES = 10;
const MOST_ALARMS = 100;
/** PutMetricAlarm takes three calls a second. */
const AT_ONCE = 3;
const EFFECT = 300;

/** Lists the recommended alarms of a pack's resources that are missing; a question with the token of that plan creates them. */
export async function answerRecommend(asking: Asking, wanted: Wanted): Promise<Answer> {
  const { telemetry, signal } = asking;
  const query = questionText(wanted);
  const pack = packNamed(wanted.pack);
  if (!pack) return failedAnswer(query, `there is no pack ${wanted.pack} any more.`);
  if (pack.alarms.length === 0) return failedAnswer(query, `the pack ${pack.service} recommends no alarm.`);
  const [found, standing] = await Promise.all([
    resourcesOfPack(telemetry.metrics, pack, wanted.resource, signal),
    telemetry.alarms?.list({}, signal),
  ]);
  if (!found || !standing || !telemetry.alarms) {
    return failedAnswer(query, "there are no alarms to compare with in a recording. It needs AWS.");
  }
  if (found.value.length === 0) return failedAnswer(query, noneWords(pack, wanted.resource));
  const most = Math.min(MOST_RESOURCES, Math.floor(MOST_ALARMS / pack.alarms.length));
  const chosen = found.value.slice(0, most);
  const plan = await planOf(asking, pack, chosen, standing.value);
  const gaps = [...found.gaps, ...standing.gaps, ...plan.gaps];
  const seen = { ...plan, gaps };
  const token = tokenOf(wanted, plan.value);
  if (wanted.token === undefined)
    return preview(asking, { wanted, pack, seen, token, looked: chosen.length, of: found.value.length });
  if (standing.gaps.length > 0) {
    return failedAnswer(query, `not all alarms could be read, so some may stand already${gapWords(standing)}.`);
  }
  if (wanted.token !== token) {
    return failedAnswer(query, `this is not what was shown, or it changed since. Look again: ${query}`);
  }
  return create(asking, wanted, seen);
}

function noneWords({ title }: Pack, resource: string | undefined): string {
  return `no ${title}${resource === undefined ? "" : ` called ${resource.slice(0, 60)}`} had metrics here in the last two weeks.`;
}

interface Shown {
  readonly wanted: Wanted;
  readonly pack: Pack;
  readonly seen: Seen<readonly Planned[]>;
  readonly token: string;
  /** The number of resources that were looked at, and of all. */
  readonly looked: number;
  readonly of: number;
}

async function preview(asking: Asking, { wanted, pack, seen, token, looked, of }: Shown): Promise<Answer> {
  const missing = seen.value.filter(({ standing }) => standing === "missing");
  const dollars = monthly(missing);
  const count = (standing: RecommendationState): number =>
    seen.value.filter((each) => each.standing === standing).length;
  const also = [
    [count("stands"), "there already"],
    [count("no values"), "on metrics without values in the week before today"],
    [count("no threshold"), "without a threshold that would ever hold"],
    [count("name taken"), "not possible: another alarm has the name"],
  ] as const;
  const others = also.flatMap(([number, words]) => (number === 0 ? [] : [`${number} ${words}`]));
  const which =
    of > looked ? `the first ${looked} of ${of} resources (name one for the others)` : counted(of, "resource");
  const sentence = [
    missing.length === 0
      ? `${pack.title}: no recommended alarm is missing on ${which}`
      : `${pack.title}: ${counted(missing.length, "recommended alarm")} missing on ${which}, $${dollars} a month at list price`,
    ...(others.length === 0 ? [] : [others.join(", ")]),
  ].join(". ");
  const columns = [
    { name: "Alarm" },
    { name: "Fires when" },
    { name: "Why" },
    { name: "Last week" },
    { name: "A month" },
  ];
  const rows = missing.map(({ alarm, recommended, fired }) => [
    alarm.name,
    conditionOf(alarm),
    recommended.because,
    fired === undefined ? "no values" : `would have fired ${counted(fired, "time")}`,
    `$${monthly([{ alarm }])}`,
  ]);
  const answer = await tableAnswer(asking, questionText(wanted), sentence, { ...seen, value: { columns, rows } });
  if (missing.length === 0) return answer;
  const told = toldWords(asking, wanted.topic);
  const file = await templateFile(asking, wanted, pack, missing);
  const effect = withoutEnd(`Creates ${counted(missing.length, "alarm")}, $${dollars} a month. ${told}`, EFFECT);
  return {
    ...answer,
    sentence: `${answer.sentence}. ${told}`,
    file,
    offer: {
      label: `Create ${missing.length}`,
      command: `${planText("alarms apply", wanted)} confirm ${token}`,
      effect,
    },
  };
}

/** The same alarms as a template of CloudFormation, for those who create nothing by hand. */
async function templateFile(
  { context, state }: Asking,
  { topic }: Wanted,
  { service, title }: Pack,
  missing: readonly Planned[],
): Promise<NonNullable<Answer["file"]>> {
  const alarms = missing.map(({ alarm, recommended: { because, next } }) => ({
    ...alarm,
    description: `${because}. ${next}.`,
    ...(topic !== undefined && { actions: [topic] }),
  }));
  const template = toAlarmTemplate(`Alarms that Gumshoe recommends for: ${title}`, alarms);
  const base64 = Buffer.from(JSON.stringify(template, undefined, 2)).toString("base64");
  const body: FileBody = { type: "file", mediaType: "application/json", base64 };
  return { archive: await context.archive.save(streamOf(state.number), body), name: `alarms-${service}.json` };
}

function toldWords({ context }: Asking, topic: string | undefined): string {
  if (topic === undefined) return "They tell no topic; to name one: notify <topic arn>";
  return `They tell ${topic}, ${context.topics.has(topic) ? "which Gumshoe hears" : "which is none of SNS_TOPICS"}`;
}

/** "Errors Sum > 18, 3 of 3 of 1 min; without data it fires" */
function conditionOf({ metric, operator, threshold, datapoints, periods, missing }: Planned["alarm"]): string {
  const often = `${datapoints} of ${periods} of ${lengthOf(metric.period)}`;
  return `${metric.metric} ${metric.statistic} ${operator} ${threshold}, ${often}; without data it ${WITHOUT_DATA[missing]}`;
}

function monthly(planned: readonly { readonly alarm: Pick<WantedAlarm, "metric"> }[]): string {
  return planned.reduce((sum, { alarm }) => sum + alarmDollars(alarm.metric.period), 0).toFixed(2);
}

/** Creates what is missing. A repeat finds what was created, and creates the rest. */
async function create(asking: Asking, wanted: Wanted, seen: Seen<readonly Planned[]>): Promise<Answer> {
  const { telemetry, by, signal, onProgress } = asking;
  const missing = seen.value.filter(({ standing }) => standing === "missing");
  let done = 0;
  const rows = await mapInBatches(missing, AT_ONCE, async ({ alarm, recommended }) => {
    const description = `${recommended.because}. ${recommended.next}. Created in Gumshoe by ${by.name} (${by.id}).`;
    const failure = await telemetry.alarms
      ?.put({ ...alarm, description, topic: wanted.topic }, signal)
      .then(() => undefined)
      .catch((error: unknown) => {
        signal.throwIfAborted();
        return messageOf(error);
      });
    onProgress(`${++done} of ${missing.length} alarms`);
    return [alarm.name, failure === undefined ? "created" : `not created: ${failure}`];
  });
  const created = rows.filter(([, outcome]) => outcome === "created").length;
  const stood = seen.value.filter(({ standing }) => standing === "stands").length;
  const failed = rows.length - created;
  const sentence = [
    `${counted(created, "alarm")} created by ${by.name}, ${stood} stood already`,
    ...(failed === 0 ? [] : [`${failed} not created`]),
  ].join(", ");
  const columns = [{ name: "Alarm" }, { name: "Outcome" }];
  const answer = await tableAnswer(asking, questionText(wanted), sentence, { ...seen, value: { columns, rows } });
  return { ...answer, failed: created === 0 && failed > 0 };
}

/** Identifies a plan: all its alarms, those that stand too, so that creating some of them does not change it. */
function tokenOf({ pack, resource, topic }: Wanted, planned: readonly Planned[]): string {
  const alarms = planned.map(({ alarm: { name, metric, operator, threshold } }) => [name, metric, operator, threshold]);
  return createHash("sha256")
    .update(JSON.stringify([pack, resource, topic, alarms]))
    .digest("hex")
    .slice(0, 12);
}
