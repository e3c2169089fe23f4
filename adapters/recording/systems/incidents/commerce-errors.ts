import type { SystemIncident } from "../system-incident.ts";

/** A shop writes errors of one kind, as a query of its logs by spans of time shows. */
export const commerceErrors: SystemIncident = {
  id: "commerce-errors",
  title: "Order look-ups fail",
  summary: "order-history answers with errors.",
  answer: {
    component: "order-history",
    mechanism: "change:UpdateService",
    sentence: "A deployment reads a field that older orders do not have.",
  },
  parts: [
    {
      id: "order-history",
      kind: "AWS::ECS::Service",
      arn: "arn:aws:ecs:{region}:{account}:service/shop/order-history",
      namespace: "Shop/Services",
      dimensions: { Service: "order-history" },
      metrics: {
        Errors: { statistic: "Sum", usual: 1, bad: 95, signal: "errors" },
        Requests: { statistic: "Sum", usual: 700, bad: 700, signal: "requests" },
        Latency: { statistic: "Average", usual: 0.06, bad: 0.05, signal: "latency" },
      },
      logGroup: "/ecs/order-history",
      lines: [
        { text: "KeyError: 'shipping_zone' in order_history/render.py line 41", severity: "error", usual: 0, bad: 93 },
      ],
    },
    {
      id: "orders-store",
      kind: "AWS::DynamoDB::Table",
      arn: "arn:aws:dynamodb:{region}:{account}:table/orders-store",
      namespace: "Shop/Stores",
      dimensions: { Store: "orders-store" },
      metrics: {
        Latency: { statistic: "Average", usual: 0.008, bad: 0.008, signal: "latency" },
        Errors: { statistic: "Sum", usual: 0, bad: 0, signal: "errors" },
        Requests: { statistic: "Sum", usual: 700, bad: 700, signal: "requests" },
      },
    },
  ],
  calls: [["order-history", "orders-store"]],
  alarm: { part: "order-history", metric: "Errors", threshold: 20 },
  changes: [
    {
      minutesBefore: 3,
      action: "UpdateService",
      actor: "role/deploy",
      part: "order-history",
      detail: { service: "order-history", cluster: "shop", taskDefinition: "order-history:61" },
    },
  ],
};
