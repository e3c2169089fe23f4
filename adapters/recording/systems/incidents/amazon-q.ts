import type { SystemIncident } from "../system-incident.ts";

/** Suggestions of Amazon Q Developer cease after its profile was changed. */
export const amazonQ: SystemIncident = {
  id: "amazon-q",
  title: "Developers get no suggestions",
  summary: "Suggestions of Amazon Q Developer cease.",
  answer: {
    component: "q-profile",
    mechanism: "change:UpdateProfile",
    sentence: "The profile was changed and no longer allows inline suggestions.",
  },
  parts: [
    {
      id: "q-profile",
      kind: "AWS::QDeveloper::Usage",
      arn: "arn:aws:codewhisperer:{region}:{account}:profile/q-profile",
      namespace: "AWS/Q",
      dimensions: { ProgrammingLanguage: "java", SuggestionState: "ACCEPT", CompletionType: "Line" },
      metrics: { Invocations: { statistic: "Sum", usual: 48, bad: 0, signal: "requests" } },
    },
  ],
  alarm: { part: "q-profile", metric: "Invocations", threshold: 10, below: true, datapoints: 5 },
  changes: [
    {
      minutesBefore: 4,
      action: "UpdateProfile",
      actor: "role/identity-admin",
      part: "q-profile",
      detail: { profileName: "engineering", optInFeatures: "none" },
    },
  ],
};
