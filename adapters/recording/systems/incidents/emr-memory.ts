import type { SystemIncident } from "../system-incident.ts";

/** Containers of an EMR cluster wait, because the memory of YARN is given out. */
export const emrMemory: SystemIncident = {
  id: "emr-memory",
  title: "The nightly batch is late",
  summary: "Containers of the risk cluster wait for memory.",
  answer: {
    component: "j-RISK1NIGHTLY",
    mechanism: "capacity",
    sentence: "YARN has no memory left for the containers that wait.",
  },
  parts: [
    {
      id: "j-RISK1NIGHTLY",
      kind: "AWS::EMR::Cluster",
      arn: "arn:aws:elasticmapreduce:{region}:{account}:cluster/j-RISK1NIGHTLY",
      namespace: "AWS/ElasticMapReduce",
      dimensions: { JobFlowId: "j-RISK1NIGHTLY" },
      metrics: {
        ContainerPending: { statistic: "Average", usual: 2, bad: 260 },
        YARNMemoryAvailablePercentage: { statistic: "Average", usual: 44, bad: 3 },
        AppsFailed: { statistic: "Sum", usual: 0 },
        HDFSUtilization: { statistic: "Average", usual: 41 },
        MissingBlocks: { statistic: "Maximum", usual: 0 },
        MRUnhealthyNodes: { statistic: "Maximum", usual: 0 },
        MRLostNodes: { statistic: "Maximum", usual: 0 },
      },
    },
  ],
  alarm: { part: "j-RISK1NIGHTLY", metric: "ContainerPending", threshold: 50 },
};
