import { counted } from "../../card/number.ts";
import type { Answer, Gap, Question } from "../../events/events.ts";
import { gapOf } from "../../telemetry/ports/gap.ts";
import type { Subscription, Topics } from "../../telemetry/ports/topics.ts";
import { type Asking, emptyAnswer, failedAnswer, questionText, tableAnswer } from "./answer.ts";

type Asked<Type extends Question["type"]> = Extract<Question, { type: Type }>;

const UNCONNECTED = "SNS is not connected here. It needs AWS: with credentials set, start again.";

/** Lists topics and whether they reach Gumshoe; for a single topic, its subscriptions. */
export async function answerTopics(asking: Asking, question: Asked<"topics">): Promise<Answer> {
  const { topics } = asking.telemetry;
  if (!topics) return failedAnswer(questionText(question), UNCONNECTED);
  return question.topic === undefined ? allTopics(asking, topics) : oneTopic(asking, topics, question.topic);
}

async function oneTopic(asking: Asking, topics: Topics, topic: string): Promise<Answer> {
  const seen = await topics.subscriptions(topic, asking.signal);
  const rows = seen.value.map(({ state, protocol, endpoint }) => {
    const own = endpoint === topics.endpoint ? " (Gumshoe)" : "";
    return [state, protocol, `${endpoint}${own}`];
  });
  const heard = asking.context.topics.has(topic) ? "" : ". SNS_TOPICS does not name it";
  const columns = [{ name: "State" }, { name: "Over" }, { name: "To" }];
  return tableAnswer(asking, `topics ${topic}`, `${counted(rows.length, "subscription")}${heard}`, {
    ...seen,
    value: { columns, rows },
  });
}

async function allTopics(asking: Asking, topics: Topics): Promise<Answer> {
  const { context, signal } = asking;
  const [listed, subscribed] = await Promise.all([topics.list(signal), topics.subscriptions(undefined, signal)]);
  const elsewhere = [...context.topics].filter((topic) => !listed.value.includes(topic));
  const asked = await Promise.all(elsewhere.map((topic) => subscriptionsElsewhere(topics, topic, signal)));
  const own = [...subscribed.value, ...asked.flatMap(({ value }) => value)].filter(
    ({ endpoint }) => endpoint === topics.endpoint,
  );
  const states = new Map(own.map(({ topic, state }) => [topic, state]));
  const all = [...new Set([...context.topics, ...listed.value])];
  const rows = all.map((topic) => [context.topics.has(topic) ? "yes" : "no", states.get(topic) ?? "none", topic]);
  const columns = [{ name: "In SNS_TOPICS" }, { name: "Subscription" }, { name: "Topic" }];
  const reach = all.filter((topic) => context.topics.has(topic) && states.get(topic) === "confirmed").length;
  const unknown =
    topics.endpoint === undefined ? ". PUBLIC_URL is not set, so no subscription is known as Gumshoe's" : "";
  return tableAnswer(asking, "topics", `${reach} of ${all.length} topics reach Gumshoe${unknown}`, {
    value: { columns, rows },
    horizon: listed.horizon,
    gaps: [...listed.gaps, ...subscribed.gaps, ...asked.flatMap(({ gaps }) => gaps)],
  });
}

/** The subscriptions of a topic in another account or Region, if that can be read. */
async function subscriptionsElsewhere(
  topics: Topics,
  topic: string,
  signal: AbortSignal,
): Promise<{ readonly value: readonly Subscription[]; readonly gaps: readonly Gap[] }> {
  return topics.subscriptions(topic, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    return { value: [], gaps: [gapOf(topic, error)] };
  });
}

/** Subscribes Gumshoe to a topic. The listener confirms only topics of SNS_TOPICS, so others are refused. */
export async function answerSubscribe(asking: Asking, question: Asked<"subscribe">): Promise<Answer> {
  const { telemetry, context, signal } = asking;
  const { topic } = question;
  const query = questionText(question);
  if (!telemetry.topics) return failedAnswer(query, UNCONNECTED);
  if (!context.topics.has(topic)) return failedAnswer(query, unnamed(topic));
  const { endpoint } = telemetry.topics;
  if (endpoint === undefined) {
    return failedAnswer(query, "PUBLIC_URL is not set, so SNS has no address to post to. Set it and start again.");
  }
  if (topic.endsWith(".fifo")) return failedAnswer(query, "a FIFO topic does not deliver over HTTPS.");
  await telemetry.topics.subscribe(topic, signal);
  const sentence = `Subscribed ${endpoint}. SNS now asks it to confirm; to see whether it did: topics ${topic}`;
  return { ...emptyAnswer(query), sentence };
}

/** Publishes a test message. Only to topics of SNS_TOPICS, because for others its arrival could not be shown. */
export async function answerPublish(asking: Asking, question: Asked<"publish">): Promise<Answer> {
  const { telemetry, context, signal } = asking;
  const { topic } = question;
  const query = questionText(question);
  if (!telemetry.topics) return failedAnswer(query, UNCONNECTED);
  if (!context.topics.has(topic)) return failedAnswer(query, unnamed(topic));
  const id = await telemetry.topics.publish(topic, testMessage(topic), signal);
  return { ...emptyAnswer(query), sentence: `Sent as ${id}. It stands in the channel once it arrives` };
}

function unnamed(topic: string): string {
  return `SNS_TOPICS does not name ${topic}, so what it says would be refused. Add it to SNS_TOPICS and start again.`;
}

/** A custom notification of Amazon Q, which other subscribers understand, too. */
function testMessage(topic: string): string {
  const title = "Test notification";
  const description = `Sent by Gumshoe on ${topic}. Nothing is wrong: it shows that the topic is heard here.`;
  return JSON.stringify({
    version: "1.0",
    source: "custom",
    content: { textType: "client-markdown", title, description },
  });
}
