import { moodOf } from "../mood.ts";
import { timeOf } from "../readable.ts";
import { type EventShape, encoded, nameIn } from "../shape.ts";

/** https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
export const stepFunctions: EventShape = ({ detail, resources, region }) => {
  const machine = detail.text("stateMachineArn");
  const execution = detail.text("executionArn") ?? resources[0];
  if (machine === undefined && execution === undefined) return undefined;
  const state = detail.text("status");
  const started = detail.number("startDate");
  return {
    title: `Step Functions ${nameIn(machine) ?? ""}, execution ${detail.text("name") ?? nameIn(execution) ?? ""}`,
    word: state,
    mood: moodOf(state),
    text: detail.text("cause"),
    resources: [machine, execution],
    facts: [
      ["Error", detail.text("error")],
      ["Started", started === undefined ? undefined : timeOf(started)],
      ["Execution", detail.text("name")],
    ],
    page: `states/home?region=${region}#/v2/executions/details/${encoded(execution)}`,
  };
};
