import type { Pack } from "./pack.ts";

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
} as const satisfies Pack;
