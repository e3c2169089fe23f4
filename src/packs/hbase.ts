import type { Pack } from "./pack.ts";

/** The exporter writes all names in small letters; what others wrote about it does not, so letters are not told apart. */
const metric = (name: string): string => `{__name__=~"(?i)hadoop_hbase_${name}"}`;

export const hbase = {
  service: "hbase",
  title: "HBase on EMR, measured by Prometheus",
  namespace: "Prometheus/HBase",
  dimensions: ["JobFlowId"],
  kind: "Apache::HBase::Cluster",
  metrics: {},
  rules: [],
  alarms: [],
  queries: [
    {
      id: "dead",
      asks: "Whether region servers are dead: more than 0 is a fault",
      language: "promql",
      text: `max(${metric("numdeadregionservers")})`,
    },
    {
      id: "stuck",
      asks: "Whether regions are in transition for more than 60 s: more than 0 for 10 min is a fault",
      language: "promql",
      text: `max_over_time(${metric("ritcountoverthreshold")}[10m])`,
    },
    {
      id: "flushes",
      asks: "Which servers fall behind in writing to S3: more than 5 that grow are a backlog",
      language: "promql",
      text: `topk(10, ${metric("flushqueuelength")})`,
    },
    {
      id: "blocked",
      asks: "How long writes were blocked in 10 min, ms: more than 0 is felt",
      language: "promql",
      text: `topk(10, increase(${metric("updatesblockedtime")}[10m]))`,
    },
    {
      id: "compactions",
      asks: "Where compactions wait: more than 10 for 30 min are a backlog",
      language: "promql",
      text: `topk(10, min_over_time(${metric("compactionqueuelength")}[30m]))`,
    },
    {
      id: "cache",
      asks: "How many reads the block cache answers, percent: less than 80 is slow",
      language: "promql",
      text: `bottomk(10, ${metric("blockcachecounthitpercent")})`,
    },
    {
      id: "calls",
      asks: "How long calls wait at a server, 99 %, ms: more than 100 is felt",
      language: "promql",
      text: `topk(10, ${metric("queuecalltime_99th_percentile")})`,
    },
    {
      id: "heap",
      asks: "How full the heap of a server is: more than 0.9 for 15 min is a fault",
      language: "promql",
      text: `topk(10, max by (instance) (${metric("memheapusedm")}) / max by (instance) (${metric("memheapmaxm")}))`,
    },
    {
      id: "pauses",
      asks: "How long collections of garbage pause a server, 99 %, ms: more than 1,000 is felt",
      language: "promql",
      text: `topk(10, ${metric("pausetimewithgc_99th_percentile")})`,
    },
    {
      id: "hot",
      asks: "How many times the mean the busiest server is asked: 3 and more is a hot spot",
      language: "promql",
      text: `max(rate(${metric("totalrequestcount")}[5m])) / avg(rate(${metric("totalrequestcount")}[5m]))`,
    },
  ],
  neighbours: ["the EMR cluster below it: pack emr", "S3, which it writes to", "the node of a dead server"],
} as const satisfies Pack;
