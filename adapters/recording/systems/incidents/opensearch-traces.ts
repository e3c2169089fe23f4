import type { SystemIncident } from "../system-incident.ts";

/** Searches of an OpenSearch domain are refused, and the service that searches it fails. */
export const opensearchTraces: SystemIncident = {
  id: "opensearch-traces",
  title: "Product search fails",
  summary: "product-search answers with errors.",
  answer: {
    component: "product-index",
    mechanism: "throttling",
    sentence: "The domain refuses searches: the queue of its search threads is full.",
  },
  parts: [
    {
      id: "product-search",
      kind: "AWS::ECS::Service",
      arn: "arn:aws:ecs:{region}:{account}:service/shop/product-search",
      namespace: "Shop/Services",
      dimensions: { Service: "product-search" },
      metrics: {
        Errors: { statistic: "Sum", usual: 1, bad: 120, signal: "errors" },
        Requests: { statistic: "Sum", usual: 900, bad: 900, signal: "requests" },
        Latency: { statistic: "Average", usual: 0.09, bad: 0.41, signal: "latency" },
      },
      logGroup: "/ecs/product-search",
      lines: [
        {
          text: "search of product-index failed: 429 Too Many Requests es_rejected_execution_exception",
          severity: "error",
          usual: 0,
          bad: 118,
        },
      ],
    },
    {
      id: "product-index",
      kind: "AWS::OpenSearchService::Domain",
      arn: "arn:aws:es:{region}:{account}:domain/product-index",
      namespace: "AWS/ES",
      dimensions: { ClientId: "123456789012", DomainName: "product-index" },
      metrics: {
        CPUUtilization: { statistic: "Maximum", usual: 38, bad: 97 },
        SearchLatency: { statistic: "Average", usual: 28, bad: 310 },
        "5xx": { statistic: "Sum", usual: 0.5, bad: 120 },
        JVMMemoryPressure: { statistic: "Maximum", usual: 61, bad: 70 },
        ThreadpoolSearchRejected: { statistic: "Sum", usual: 0, bad: 140 },
        "ClusterStatus.red": { statistic: "Maximum", usual: 0 },
        ClusterIndexWritesBlocked: { statistic: "Maximum", usual: 0 },
      },
      logGroup: "/aws/OpenSearchService/domains/product-index/es-logs",
      lines: [
        {
          text: "rejected execution of search: queue capacity 1000, active threads 7",
          severity: "error",
          usual: 0,
          bad: 130,
        },
      ],
    },
  ],
  calls: [["product-search", "product-index"]],
  alarm: { part: "product-search", metric: "Errors", threshold: 20 },
};
