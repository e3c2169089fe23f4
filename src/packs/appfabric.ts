import type { Pack } from "./pack.ts";
import { HALF_MORE } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/appfabric/latest/adminguide/monitoring-cloudwatch.html";

export const appFabric = {
  service: "appfabric",
  title: "AppFabric destination",
  namespace: "AWS/AppFabric",
  dimensions: ["Ingestion Destination Arn"],
  kind: "AWS::AppFabric::IngestionDestination",
  metrics: {
    volume: { name: "Volume of Ingested Data", statistic: "Sum", unit: "Count", signal: "requests", docs },
    delay: { name: "Overall Data Delay", statistic: "Maximum", unit: "Count", docs },
  },
  rules: [
    {
      id: "appfabric-delay",
      title: "Audit logs arrive later than usual",
      mechanism: "delay",
      all: [{ metric: "delay", left: "up" }],
      weight: 0.4,
      next: "Look at whether the application's authorization is still connected",
    },
    {
      id: "appfabric-volume",
      title: "Far fewer audit logs than usual",
      mechanism: "delivery",
      all: [
        { metric: "volume", left: "down" },
        { metric: "volume", op: "<=", value: 0.1, of: "usual" },
      ],
      weight: 0.4,
      next: "Look at the status of the destination, and at the authorization of the application",
    },
  ],
  alarms: [
    {
      id: "delay",
      name: "Overall Data Delay",
      statistic: "Maximum",
      ...HALF_MORE,
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "missing",
      next: "Look at whether the application's authorization is still connected",
    },
  ],
  queries: [
    {
      id: "person",
      asks: "What a person did in all applications",
      language: "sql",
      text: "select from_unixtime(time / 1000) as at, metadata.product.name as application, class_name, activity_name, status, src_endpoint.ip as address from {{table}} where lower(coalesce(actor.user.email_addr, \"user\".email_addr)) = lower('{{email}}') and time between {{startMs}} and {{endMs}} order by time desc limit 200",
      parameters: {
        table: { type: "table", means: "the table of AppFabric's logs", example: "appfabric.audit_logs" },
        email: { type: "name", means: "the person's address", example: "ana@example.org" },
      },
      back: 604_800,
    },
    {
      id: "failed-logons",
      asks: "Who failed to log on, from where",
      language: "sql",
      text: 'select metadata.product.name as application, coalesce("user".email_addr, actor.user.email_addr) as person, src_endpoint.ip as address, count(*) as failures from {{table}} where class_uid = 3002 and status_id = 2 and time between {{startMs}} and {{endMs}} group by 1, 2, 3 having count(*) >= 5 order by failures desc',
      parameters: { table: { type: "table", means: "the table of AppFabric's logs", example: "appfabric.audit_logs" } },
      back: 604_800,
    },
    {
      id: "volume",
      asks: "How many events each application sent, by the hour",
      language: "sql",
      text: "select metadata.product.name as application, date_trunc('hour', from_unixtime(time / 1000)) as hour, count(*) as events from {{table}} where time between {{startMs}} and {{endMs}} group by 1, 2 order by 2",
      parameters: { table: { type: "table", means: "the table of AppFabric's logs", example: "appfabric.audit_logs" } },
      back: 86_400,
    },
  ],
  neighbours: ["the authorization of each application", "the bucket or stream that it delivers to"],
} as const satisfies Pack;
