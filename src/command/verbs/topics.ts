import type { Question } from "../../events/events.ts";
import { isTopicArn, TOPIC_ARN } from "../asking/topic-arn.ts";
import { usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Said, Verb } from "../verb.ts";

const EXAMPLE = "arn:aws:sns:eu-west-1:111122223333:alarms";

const topicsForm = { usage: "topics [topic arn]", example: "topics" };

/** Lists SNS topics, or the subscriptions of one. */
export const topics: Verb = {
  ...topicsForm,
  help: "List SNS topics and who hears them",
  readOnly: true,
  shortest: "topi",
  overheard: { rest: new RegExp(TOPIC_ARN.source) },
  parse: (said) => {
    const topic = withoutEnding(said.rest);
    if (topic === "") return ask(said, { type: "topics" }, "topics");
    return isTopicArn(topic) ? ask(said, { type: "topics", topic }, `topics ${topic}`) : wrong(topic, topicsForm);
  },
};

const subscribeForm = { usage: "subscribe <topic arn>", example: `subscribe ${EXAMPLE}` };

/** Subscribes Gumshoe to an SNS topic. */
export const subscribe: Verb = {
  ...subscribeForm,
  help: "Have an SNS topic deliver to Gumshoe",
  more: ["Operators only, and only topics that SNS_TOPICS names."],
  readOnly: false,
  shortest: "sub",
  parse: (said) => {
    const topic = withoutEnding(said.rest);
    const understood = `subscribe ${topic}`;
    return isTopicArn(topic) ? ask(said, { type: "subscribe", topic }, understood) : wrong(topic, subscribeForm);
  },
};

const testForm = { usage: "test <topic arn>", example: `test ${EXAMPLE}` };

/** Publishes a test notification on an SNS topic. */
export const test: Verb = {
  ...testForm,
  help: "Send a test notification on a topic",
  more: ["Operators only: everybody who subscribes to the topic gets it."],
  readOnly: false,
  shortest: "tes",
  parse: (said) => {
    const topic = withoutEnding(said.rest);
    return isTopicArn(topic) ? ask(said, { type: "publish", topic }, `test ${topic}`) : wrong(topic, testForm);
  },
};

function ask(said: Said, question: Question, understood: string): Understood {
  return commandOf(said, { type: "ask", question, understood }, understood);
}

function wrong(text: string, form: Pick<Verb, "usage" | "example">): Understood {
  return usage(text === "" ? "Which topic?" : `Not a topic's ARN: ${text.slice(0, 60)}.`, form);
}
