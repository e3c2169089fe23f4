import type { SystemIncident, SystemSeries } from "../system-incident.ts";

/** Regions of HBase move, because region servers of the EMR cluster are lost. */
export const hbaseRegions: SystemIncident = {
  id: "hbase-regions",
  title: "Profile look-ups hang",
  summary: "HBase of the cluster profiles answers slowly.",
  answer: {
    component: "j-HBASEPROFILES",
    mechanism: "nodes",
    sentence: "Two nodes of the cluster are lost, so their regions are being moved.",
  },
  parts: [
    {
      id: "profile-api",
      kind: "AWS::ECS::Service",
      arn: "arn:aws:ecs:{region}:{account}:service/shop/profile-api",
      namespace: "Shop/Services",
      dimensions: { Service: "profile-api" },
      metrics: {
        Errors: { statistic: "Sum", usual: 1, bad: 70, signal: "errors" },
        Requests: { statistic: "Sum", usual: 600, bad: 600, signal: "requests" },
        Latency: { statistic: "Average", usual: 0.04, bad: 2.9, signal: "latency" },
      },
    },
    {
      id: "j-HBASEPROFILES",
      kind: "AWS::EMR::Cluster",
      arn: "arn:aws:elasticmapreduce:{region}:{account}:cluster/j-HBASEPROFILES",
      namespace: "AWS/ElasticMapReduce",
      dimensions: { JobFlowId: "j-HBASEPROFILES" },
      metrics: {
        MRLostNodes: { statistic: "Maximum", usual: 0, bad: 2 },
        MRUnhealthyNodes: { statistic: "Maximum", usual: 0 },
        ContainerPending: { statistic: "Average", usual: 1 },
        YARNMemoryAvailablePercentage: { statistic: "Average", usual: 60 },
        AppsFailed: { statistic: "Sum", usual: 0 },
        HDFSUtilization: { statistic: "Average", usual: 52 },
        MissingBlocks: { statistic: "Maximum", usual: 0 },
      },
      logGroup: "/emr/j-HBASEPROFILES/hbase",
      lines: [
        {
          text: "RegionServer expired: ip-10-0-3-7,16020; regions in transition over threshold of 60 s",
          severity: "error",
          usual: 0,
          bad: 24,
        },
      ],
    },
  ],
  calls: [["profile-api", "j-HBASEPROFILES"]],
  alarm: { part: "profile-api", metric: "Errors", threshold: 15 },
  series: [
    { name: "hadoop_hbase_numdeadregionservers", labels: { instance: "master:7001" }, usual: 0, bad: 2 },
    { name: "hadoop_hbase_ritcountoverthreshold", labels: { instance: "master:7001" }, usual: 0, bad: 37 },
    ...["ip-10-0-3-4:7001", "ip-10-0-3-5:7001", "ip-10-0-3-6:7001"].flatMap((instance): readonly SystemSeries[] => [
      { name: "hadoop_hbase_flushqueuelength", labels: { instance }, usual: 1, bad: 9 },
      { name: "hadoop_hbase_updatesblockedtime", labels: { instance }, usual: 0, bad: 40, isCounter: true },
      { name: "hadoop_hbase_compactionqueuelength", labels: { instance }, usual: 2, bad: 14 },
      { name: "hadoop_hbase_blockcachecounthitpercent", labels: { instance }, usual: 96, bad: 71 },
      { name: "hadoop_hbase_queuecalltime_99th_percentile", labels: { instance }, usual: 8, bad: 420 },
      { name: "hadoop_hbase_memheapusedm", labels: { instance }, usual: 9_400, bad: 13_900 },
      { name: "hadoop_hbase_memheapmaxm", labels: { instance }, usual: 16_384 },
      { name: "hadoop_hbase_pausetimewithgc_99th_percentile", labels: { instance }, usual: 90, bad: 640 },
      { name: "hadoop_hbase_totalrequestcount", labels: { instance }, usual: 2_300, bad: 3_400, isCounter: true },
    ]),
  ],
};
