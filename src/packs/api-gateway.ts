import type { Pack } from "./pack.ts";
import { HALF_LESS, minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html";

/** A REST API counts its 429 answers among all 4XX, so throttling can only be guessed. */
export const apiGateway = {
  service: "api-gateway",
  title: "API Gateway REST API",
  namespace: "AWS/ApiGateway",
  dimensions: ["ApiName"],
  kind: "AWS::ApiGateway::RestApi",
  metrics: {
    errors: { name: "5XXError", statistic: "Sum", unit: "Count", docs, signal: "errors" },
    requests: { name: "Count", statistic: "Sum", unit: "Count", docs, signal: "requests" },
    clientErrors: { name: "4XXError", statistic: "Sum", unit: "Count", docs },
    latency: { name: "Latency", statistic: "Average", unit: "Milliseconds", docs },
    behind: { name: "IntegrationLatency", statistic: "Average", unit: "Milliseconds", docs },
    longestBehind: { name: "IntegrationLatency", statistic: "Maximum", unit: "Milliseconds", docs },
  },
  rules: [
    {
      id: "api-gateway-own-latency",
      title: "Time passes in the gateway, not behind it",
      mechanism: "latency",
      all: [
        { metric: "latency", left: "up" },
        { metric: "behind", op: "<=", value: 0.5, of: { metric: "latency" } },
      ],
      weight: 0.5,
      next: "Look at the API's authorizer, and at mapping templates that were changed",
    },
    {
      // The default is 29 s: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
      id: "api-gateway-integration-timeout",
      title: "Integration timeout of 29 s reached",
      mechanism: "timeout",
      all: [
        { metric: "longestBehind", op: ">=", value: 28.9 },
        { metric: "errors", left: "up" },
      ],
      weight: 0.3,
      next: "Look at what is behind the API: it does not answer in time",
    },
    {
      id: "api-gateway-refused",
      title: "More calls answered 4XX as traffic grew, as throttling does",
      mechanism: "throttling",
      all: [
        { metric: "clientErrors", left: "up" },
        { metric: "requests", left: "up" },
      ],
      weight: 0.3,
      next: "Look for 429 in the access logs, and compare Count with the limits of the stage and its usage plans",
    },
  ],
  alarms: [
    {
      id: "4xx",
      name: "4XXError",
      statistic: "Average",
      op: ">",
      threshold: 0.05,
      because: "One call in twenty is refused: a client or a limit is wrong, not a person",
      ...minutes(5),
      missing: "missing",
      next: "Look for 401, 403 and 429 in the access logs",
    },
    {
      id: "5xx",
      name: "5XXError",
      statistic: "Average",
      op: ">",
      threshold: 0.05,
      because: "One call in twenty fails",
      ...minutes(3),
      missing: "missing",
      next: "Compare with the errors of what is behind the API",
    },
    {
      id: "latency",
      name: "Latency",
      statistic: "p90",
      op: ">=",
      threshold: 2500,
      because: "One call in ten takes 2.5 s or longer, which people notice",
      ...minutes(5),
      missing: "missing",
      next: "Compare Latency with IntegrationLatency: where they part, the time passes in the gateway",
    },
    {
      id: "no-calls",
      name: "Count",
      statistic: "SampleCount",
      ...HALF_LESS,
      ...minutes(10),
      missing: "breaching",
      next: "Look at whether clients still reach the API: its name, certificate, and firewall",
    },
  ],
  queries: [
    {
      id: "failing",
      asks: "Which APIs fail most",
      language: "metrics",
      text: 'SELECT SUM("5XXError") FROM SCHEMA("AWS/ApiGateway", ApiName) GROUP BY ApiName ORDER BY SUM() DESC LIMIT 10',
    },
    {
      id: "access",
      asks: "Which calls failed, from the access log",
      language: "logs",
      text: "filter status >= {{status}} | stats count(*) as calls by resourcePath, httpMethod, status | sort calls desc | limit 20",
      group: "{{group}}",
      parameters: {
        group: { type: "group", means: "the log group of the stage's access log", example: "/apigateway/shop" },
        status: { type: "number", means: "the lowest status that counts", example: "500", default: "500" },
      },
      back: 3600,
    },
  ],
  neighbours: [
    "its integration: the function, balancer or service behind it",
    "its authorizer",
    "its usage plans and the limits of the stage",
  ],
} as const satisfies Pack;
