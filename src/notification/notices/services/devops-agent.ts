import { moodOf } from "../mood.ts";
import { type EventShape, nameIn } from "../shape.ts";

/** https://docs.aws.amazon.com/devopsagent/latest/userguide/ */
export const devOpsAgent: EventShape = ({ type, detail, resources }) => {
  const task = detail.text("metadata.task_id");
  const status = detail.text("data.status") ?? type.replace(/^(?:Investigation|Mitigation) /, "");
  return {
    title: `DevOps Agent ${type.toLowerCase()}${task === undefined ? "" : `: task ${task}`}`,
    word: status.replaceAll("_", " "),
    mood: moodOf(status),
    severity: detail.text("data.priority"),
    text: detail.text("data.summary", "data.title", "data.description"),
    resources: [...resources, task],
    facts: [
      ["Task type", detail.text("data.task_type")],
      ["Priority", detail.text("data.priority")],
      ["Agent space", detail.text("metadata.agent_space_id") ?? nameIn(resources[0])],
      ["Execution", detail.text("metadata.execution_id")],
      ["Created", detail.text("data.created_at")],
      ["Updated", detail.text("data.updated_at")],
    ],
  };
};
