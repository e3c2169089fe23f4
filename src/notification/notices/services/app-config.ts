import { moodOf, outcomeIn } from "../mood.ts";
import { joined, type MessageShape } from "../shape.ts";

/** What an extension of AppConfig says. https://docs.aws.amazon.com/appconfig/latest/userguide/working-with-appconfig-extensions-about-predefined-notification-sns.html */
export const appConfigMessage: MessageShape = ({ fields }) => {
  const point = fields.text("Type");
  const number = fields.text("DeploymentNumber");
  const application = fields.text("Application.Name", "Application.Id");
  if (point === undefined || number === undefined || application === undefined) return undefined;
  const profile = fields.text("ConfigurationProfile.Name", "ConfigurationProfile.Id");
  const environment = fields.text("Environment.Name", "Environment.Id");
  const rolledBack = point === "OnDeploymentRolledBack";
  return {
    title: `AppConfig ${joined(application, profile, environment)}: deployment ${number}`,
    word: rolledBack ? "ROLLED BACK" : outcomeIn(point),
    mood: rolledBack ? "bad" : moodOf(outcomeIn(point)),
    text: fields.text("Description"),
    resources: [application],
    facts: [
      ["Environment", environment],
      ["Configuration", profile],
      ["Version", fields.text("ConfigurationVersion")],
    ],
  };
};
