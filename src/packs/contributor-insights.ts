import type { Pack } from "./pack.ts";

export const contributorInsights = {
  service: "contributor-insights",
  title: "Rules of Contributor Insights",
  namespace: "AWS/CloudWatch",
  dimensions: ["RuleName"],
  kind: "AWS::CloudWatch::InsightRule",
  metrics: {},
  rules: [],
  alarms: [],
  queries: [
    {
      id: "contributors",
      asks: "Who contributes most to what a rule counts",
      language: "listing",
      text: "insight-contributors",
      parameters: { rule: { type: "name", means: "the rule", example: "firewall-top-talkers" } },
    },
    { id: "rules", asks: "Which rules there are, and which are off", language: "listing", text: "insight-rules" },
  ],
  neighbours: ["the log group that the rule reads", "the table whose keys it counts"],
} as const satisfies Pack;
