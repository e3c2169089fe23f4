import type { Verb } from "../../src/command/verb.ts";
import { EXTENSION } from "./listen/invokes.ts";

/** The placeholder for the bot's app id. */
export const NO_APP_ID = "00000000-0000-0000-0000-000000000000";

/** Commands in Teams' suggestion list; help lists all. */
const LISTED = 12;

/**
 * The manifest of the app that a Teams admin uploads, made from the verbs and the adapter's invokes.
 * https://learn.microsoft.com/en-us/microsoft-365/extensibility/schema/
 */
export function toTeamsManifest(verbs: Readonly<Record<string, Verb>>, version: string, appId: string) {
  const listed = Object.entries(verbs).slice(0, LISTED);
  const commands = listed.map(([title, { help, usage }]) => ({ title, description: `${help}: ${usage}` }));
  return {
    $schema: "https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.schema.json",
    manifestVersion: "1.25",
    version,
    id: appId,
    developer: {
      name: "Gumshoe",
      websiteUrl: "https://gumshoe.example/",
      privacyUrl: "https://gumshoe.example/",
      termsOfUseUrl: "https://gumshoe.example/",
    },
    name: { short: "Gumshoe", full: "Gumshoe, an on-call detective for AWS" },
    description: {
      short: "The cause of an alarm, with its proof, in the thread.",
      full: "CloudWatch alarms arrive as messages. Seconds later their thread holds ranked causes, each with the evidence for it, the evidence against it, and what would refute it. People accept, discard, note and ask without leaving the thread, and everything is on record.",
    },
    icons: { color: "color.png", outline: "outline.png" },
    accentColor: "#1F2937",
    defaultInstallScope: "team",
    // Private and shared channels: who is in a channel is asked of the channel itself, and guests and other tenants are told apart.
    supportsChannelFeatures: "tier1",
    bots: [
      {
        botId: appId,
        scopes: ["team", "groupChat", "personal"],
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [{ scopes: ["team", "groupChat", "personal"], commands }],
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          extension(EXTENSION.investigate, "Investigate this", "Look for the cause of what this message says"),
          extension(EXTENSION.timeline, "Add to timeline", "Keep this message in its investigation's record"),
        ],
      },
    ],
    // The consent of the team's owner: plain replies in a thread, and who is in a private or shared channel. Everything else works without.
    authorization: {
      permissions: {
        resourceSpecific: ["ChannelMessage.Read.Group", "ChannelMember.Read.Group"].map((name) => ({
          name,
          type: "Application",
        })),
      },
    },
    webApplicationInfo: { id: appId, resource: "https://gumshoe.invalid" },
  };
}

function extension(id: string, title: string, description: string) {
  return { id, type: "action", title, description, context: ["message"], fetchTask: true };
}
