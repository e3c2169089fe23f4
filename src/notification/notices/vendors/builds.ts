import { moodOf } from "../mood.ts";
import { joined, type MessageShape } from "../shape.ts";

/** A run of GitHub Actions: that it is completed says nothing, its conclusion does. https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run */
export const gitHubRunMessage: MessageShape = ({ fields }) => {
  const name = fields.text("workflow_run.name");
  const repository = fields.text("repository.full_name");
  if (name === undefined || repository === undefined) return undefined;
  const word = fields.text("workflow_run.conclusion", "workflow_run.status");
  return {
    title: `GitHub ${repository}: ${name}`,
    word: word?.replaceAll("_", " "),
    mood: moodOf(word),
    resources: [repository],
    facts: [
      ["Branch", fields.text("workflow_run.head_branch")],
      ["By", fields.text("sender.login")],
    ],
    page: fields.text("workflow_run.html_url"),
  };
};

/** A pipeline of GitLab. https://docs.gitlab.com/user/project/integrations/webhook_events/#pipeline-events */
export const gitLabPipelineMessage: MessageShape = ({ fields }) => {
  const project = fields.text("project.path_with_namespace");
  const word = fields.text("object_attributes.status");
  if (fields.text("object_kind") !== "pipeline" || project === undefined || word === undefined) return undefined;
  return {
    title: joined(`GitLab ${project}: pipeline`, fields.text("object_attributes.id")),
    word,
    mood: moodOf(word),
    resources: [project],
    facts: [
      ["Branch", fields.text("object_attributes.ref")],
      ["By", fields.text("user.name")],
    ],
    page: fields.text("object_attributes.url"),
  };
};

/** A run of HCP Terraform. https://developer.hashicorp.com/terraform/cloud-docs/api-docs/notification-configurations */
export const terraformRunMessage: MessageShape = ({ fields }) => {
  const workspace = fields.text("workspace_name");
  const said = fields.text("notifications.0.message");
  if (workspace === undefined || said === undefined) return undefined;
  const word = fields.text("notifications.0.run_status");
  return {
    title: `Terraform ${workspace}: ${said}`,
    word: word?.replaceAll("_", " "),
    mood: moodOf(word),
    text: fields.text("run_message"),
    resources: [workspace],
    facts: [
      ["Organization", fields.text("organization_name")],
      ["By", fields.text("notifications.0.run_updated_by")],
    ],
    page: fields.text("run_url"),
    at: fields.text("notifications.0.run_updated_at"),
  };
};
