import type { Pack } from "./pack.ts";

/** Formerly CodeWhisperer, whose names the events still have. Its questions are about people: an operator asks them. */
export const amazonQ = {
  service: "amazon-q",
  title: "Amazon Q Developer",
  namespace: "AWS/Q",
  dimensions: ["ProgrammingLanguage", "SuggestionState", "CompletionType"],
  kind: "AWS::QDeveloper::Usage",
  metrics: {},
  rules: [],
  alarms: [],
  queries: [
    {
      id: "acceptance",
      asks: "Who accepts how many suggestions, by language",
      language: "sql",
      text: "select useridentity.onbehalfof.userid as person, json_extract_scalar(requestparameters, '$.telemetryEvent.userTriggerDecisionEvent.programmingLanguage.languageName') as language, count(*) as shown, count_if(json_extract_scalar(requestparameters, '$.telemetryEvent.userTriggerDecisionEvent.suggestionState') = 'ACCEPT') as accepted from {{table}} where eventname = 'SendTelemetryEvent' and json_extract(requestparameters, '$.telemetryEvent.userTriggerDecisionEvent') is not null and \"timestamp\" between '{{startDay}}' and '{{endDay}}' group by 1, 2 order by accepted desc",
      parameters: {
        table: { type: "table", means: "the table of the trail", example: "amazon_q_metrics.cloudtrail_logs" },
      },
      back: 2_592_000,
    },
    {
      id: "chat",
      asks: "What people do with answers in chat",
      language: "sql",
      text: "select useridentity.onbehalfof.userid as person, json_extract_scalar(requestparameters, '$.telemetryEvent.chatInteractWithMessageEvent.interactionType') as interaction, count(*) as times from {{table}} where eventname = 'SendTelemetryEvent' and json_extract(requestparameters, '$.telemetryEvent.chatInteractWithMessageEvent') is not null and \"timestamp\" between '{{startDay}}' and '{{endDay}}' group by 1, 2 order by times desc",
      parameters: {
        table: { type: "table", means: "the table of the trail", example: "amazon_q_metrics.cloudtrail_logs" },
      },
      back: 2_592_000,
    },
    {
      id: "scans",
      asks: "Security scans by language",
      language: "sql",
      text: "select useridentity.onbehalfof.userid as person, json_extract_scalar(requestparameters, '$.telemetryEvent.codeScanEvent.programmingLanguage.languageName') as language, count(distinct json_extract_scalar(requestparameters, '$.telemetryEvent.codeScanEvent.codeScanJobId')) as scans from {{table}} where eventname = 'SendTelemetryEvent' and json_extract(requestparameters, '$.telemetryEvent.codeScanEvent') is not null and \"timestamp\" between '{{startDay}}' and '{{endDay}}' group by 1, 2 order by scans desc",
      parameters: {
        table: { type: "table", means: "the table of the trail", example: "amazon_q_metrics.cloudtrail_logs" },
      },
      back: 2_592_000,
    },
    {
      id: "activity",
      asks: "Who uses which feature",
      language: "sql",
      text: "select useridentity.onbehalfof.userid as person, count_if(json_extract(requestparameters, '$.telemetryEvent.userTriggerDecisionEvent') is not null) as inline, count_if(json_extract(requestparameters, '$.telemetryEvent.chatInteractWithMessageEvent') is not null) as chat, count_if(json_extract(requestparameters, '$.telemetryEvent.codeScanEvent') is not null) as scans, count_if(json_extract(requestparameters, '$.telemetryEvent.terminalUserInteractionEvent') is not null) as terminal from {{table}} where eventname = 'SendTelemetryEvent' and \"timestamp\" between '{{startDay}}' and '{{endDay}}' group by 1 order by 2 desc",
      parameters: {
        table: { type: "table", means: "the table of the trail", example: "amazon_q_metrics.cloudtrail_logs" },
      },
      back: 2_592_000,
    },
    {
      id: "users",
      asks: "Who was active, from the trail's log group",
      language: "logs",
      text: 'filter eventSource = "codewhisperer.amazonaws.com" and eventName in ["GenerateCompletions", "GenerateRecommendations", "SendTelemetryEvent", "GenerateAssistantResponse"] | stats count(*) as events, min(eventTime) as began, max(eventTime) as ended by userIdentity.onBehalfOf.userId | sort events desc | limit 10000',
      group: "{{group}}",
      parameters: {
        group: { type: "group", means: "the log group of the trail", example: "/cloudtrail/codewhisperer" },
      },
      back: 2_592_000,
    },
  ],
  neighbours: [
    "the trail: it must record data events of CodeWhisperer",
    "the directory that knows people's names by their ids",
  ],
} as const satisfies Pack;
