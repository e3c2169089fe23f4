import { parseJson } from "../../../json.ts";
import { fieldsOf } from "../fields.ts";
import { moodOf, moodOfSeverity } from "../mood.ts";
import { type EventShape, encoded, type MessageShape, nameIn } from "../shape.ts";

/** https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-manage-cloudwatch-events.html */
export const emr: EventShape = ({ type, detail, resources, region }) => {
  const cluster = detail.text("clusterId", "applicationId", "virtualClusterId");
  const state = detail.text("state");
  if (cluster === undefined) return undefined;
  const reason = fieldsOf(parseJson(detail.text("stateChangeReason") ?? ""));
  const name = detail.text("name", "jobRunName");
  return {
    title: `${type.replace(/ (?:State|Status) Change$/, "")} ${name ?? cluster}`,
    word: state,
    mood: moodOf(state),
    text: reason.text("message") ?? detail.text("message", "stateDetails"),
    resources: [resources[0] ?? cluster],
    facts: [
      ["Cluster", cluster],
      ["Step", detail.text("stepId")],
      ["Job", detail.text("jobRunId", "jobId")],
      ["Reason", reason.text("code")],
      ["Group", detail.text("instanceGroupId", "instanceFleetId")],
    ],
    page: `emr/home?region=${region}#/clusterDetails/${encoded(cluster)}`,
  };
};

/** https://docs.aws.amazon.com/opensearch-service/latest/developerguide/monitoring-events.html */
export const openSearch: EventShape = ({ type, detail, resources, region }) => {
  const event = detail.text("event");
  if (event === undefined) return undefined;
  const severity = detail.text("severity");
  const status = detail.text("status");
  const mood = moodOf(status);
  const domain = nameIn(resources[0]);
  return {
    title: `OpenSearch ${domain ?? ""}: ${event}`,
    word: status ?? severity,
    mood: mood === "info" ? moodOfSeverity(severity) : mood,
    severity,
    text: detail.text("description"),
    resources: [...resources, resources.length === 0 ? type : undefined],
    facts: [
      ["Event", event],
      ["Status", status],
      ["Completed", detail.text("completionTime")],
    ],
    page: domain === undefined ? undefined : `aos/home?region=${region}#opensearch/domains/${encoded(domain)}`,
  };
};

/** https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-monitoring-events.html */
export const redshiftData: EventShape = ({ detail, resources, region }) => {
  const state = detail.text("state");
  if (state === undefined) return undefined;
  const cluster = resources.find((each) => each.startsWith("arn:")) ?? detail.text("clusterId");
  return {
    title: `Redshift statement ${detail.text("statementName", "statementId") ?? ""} on ${nameIn(cluster) ?? "a cluster"}`,
    word: state,
    mood: moodOf(state),
    text: detail.text("error"),
    resources: [cluster, detail.text("statementName", "statementId")],
    facts: [
      ["Statement", detail.text("statementId")],
      ["By", detail.text("principal")],
      ["Rows", detail.text("rows")],
    ],
    page: `redshiftv2/home?region=${region}#query-monitoring`,
  };
};

/** `{"ElastiCache:FailoverComplete": "node-1"}`, and the same of MemoryDB. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html */
export const elastiCacheMessage: MessageShape = ({ fields }) => {
  const named =
    fields.value instanceof Object
      ? Object.keys(fields.value).find((key) => /^(?:ElastiCache|MemoryDB):/.test(key))
      : undefined;
  if (named === undefined) return undefined;
  const [service = "", ...rest] = named.split(":");
  const event = rest.join(":");
  const node = fields.text(named);
  const isBad = /Fail(?!over)|Lost|Error|Invalid/.test(event);
  return {
    title: `${service} ${node ?? ""}: ${event.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()}`,
    word: isBad ? "FAILED" : /Failover/.test(event) ? "FAILOVER" : /Complete/.test(event) ? "COMPLETE" : undefined,
    mood: isBad ? "bad" : /Failover/.test(event) ? "warning" : /Complete/.test(event) ? "good" : "info",
    resources: [node],
    facts: [["Event", event]],
    page: service === "MemoryDB" ? `memorydb/home#/clusters/${encoded(node)}` : "elasticache/home#/redis",
  };
};
