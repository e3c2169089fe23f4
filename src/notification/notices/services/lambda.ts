import type { Fields } from "../fields.ts";
import { type EventShape, type MessageShape, nameIn, type Told } from "../shape.ts";

/** What became of an asynchronous invocation. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export const invocationMessage: MessageShape = ({ fields }) => told(fields);

/** The same to an event bus. */
export const invocation: EventShape = ({ detail }) => told(detail);

function told(fields: Fields): Told | undefined {
  const arn = fields.text("requestContext.functionArn");
  const condition = fields.text("requestContext.condition");
  if (arn === undefined || condition === undefined) return undefined;
  const [, , , , , , name = nameIn(arn) ?? arn] = arn.split(":");
  const succeeded = condition === "Success";
  const kind = fields.text("responsePayload.errorType", "responseContext.functionError");
  const message = fields.text("responsePayload.errorMessage");
  return {
    title: `Lambda ${name}: ${succeeded ? "asynchronous invocation succeeded" : (WORDS[condition] ?? condition)}`,
    word: succeeded ? "SUCCESS" : "FAILED",
    mood: succeeded ? "good" : "bad",
    text: [kind, message].filter((each) => each !== undefined).join(": "),
    resources: [arn.split(":").slice(0, 7).join(":")],
    facts: [
      ["Attempts", fields.text("requestContext.approximateInvokeCount")],
      ["Error", kind],
      ["Request", fields.text("requestContext.requestId")],
    ],
    at: fields.text("timestamp"),
  };
}

const WORDS: Readonly<Record<string, string>> = {
  RetriesExhausted: "asynchronous invocation failed in every attempt",
  EventAgeExceeded: "event was too old to be tried again",
};
