import type { Config } from "./config.ts";

/** What a start says: where everything is, and what is connected. */
export function greeting(
  config: Config,
  { port, open, aws }: { readonly port: number; readonly open: number; readonly aws: boolean },
): string {
  const host = config.HOST === "0.0.0.0" || config.HOST === "::" ? "localhost" : config.HOST;
  const at = `http://${host}:${port}`;
  const playground = !aws && config.TABLE_NAME === undefined;
  const lines = [
    playground ? "Gumshoe's playground, with simulated incidents:" : "Gumshoe listens:",
    `  page      ${at}/`,
    `  SNS       ${at}/sns (${config.SNS_TOPICS.size} topics may speak)`,
    ...(config.CHANGES_SECRET === undefined ? [] : [`  changes   ${at}/changes, signed`]),
    ...slackLine(config, at),
    ...teamsLine(config, at),
    `  store     ${config.TABLE_NAME ?? `embedded, in ${config.DATA_DIR}`}`,
    `  AWS       ${awsWords(config, aws)}`,
    `  open      ${open} investigations`,
  ];
  return `${lines.join("\n")}\n`;
}

function awsWords({ AWS_REGION: region, AWS_ENDPOINT_URL: endpoint, TELEMETRY: wanted }: Config, aws: boolean): string {
  const elsewhere = endpoint === undefined ? "" : `; it is reached at ${endpoint}`;
  if (aws) return `investigations look at ${region}${elsewhere}`;
  const why = wanted === "playground" ? "TELEMETRY is playground" : "no credentials were found";
  return `${why}: investigations look at simulated telemetry only${elsewhere}`;
}

function slackLine(config: Config, at: string): readonly string[] {
  if (config.SLACK_BOT_TOKEN === undefined) return [];
  const way = config.SLACK_APP_TOKEN === undefined ? `${at}/slack/events` : "Socket Mode";
  return [`  Slack     ${way}; alarms go to channel ${config.SLACK_CHANNEL}`];
}

function teamsLine(config: Config, at: string): readonly string[] {
  if (config.TEAMS_CHANNEL === undefined) return [];
  const who = config.TEAMS_APP_ID === undefined ? "; TEAMS_APP_ID is not set, so only this machine is served" : "";
  return [`  Teams     ${at}/api/messages${who}`];
}

/** How the outcomes of posts are called. */
const INTAKE_WORDS: Readonly<Record<string, string>> = {
  unavailable: "asked to come again",
  unknownTopic: "from topics that SNS_TOPICS does not name",
  malformed: "no SNS messages",
};

/** "SNS since the start: 12 stored, 1 forged". */
export function intakeLine(counts: Readonly<Record<string, number>>): string {
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  const words = told.map(([what, count]) => `${count} ${INTAKE_WORDS[what] ?? what}`);
  return `SNS since the start: ${words.length === 0 ? "nothing arrived" : words.join(", ")}`;
}
