import { encoded } from "./shape.ts";

/** A page of a service's console; `name` is the resource, encoded, if it has a page of its own. */
type Page = (name: string) => string;

/** Where a service's console shows a resource by its name, or lists what it has: for events that name their resource without an ARN. */
const PAGES: Readonly<Record<string, Page>> = {
  "aws.airflow": (name) => `mwaa/home#/environments/${name}`,
  "aws.apigateway": () => "apigateway/main/publish/domain-names",
  "aws.application-signals": () => "cloudwatch/home#application-signals:slos",
  "aws.applicationinsights": () => "cloudwatch/home#application-insights",
  "aws.appflow": (name) => `appflow/home#/flow/view/${name}`,
  "aws.athena": () => "athena/home#/query-editor/history",
  "aws.auditmanager": () => "auditmanager/home#/assessments",
  "aws.autoscaling": (name) => `ec2/home#AutoScalingGroupDetails:id=${name}`,
  "aws.backup": () => "backup/home#/jobs",
  "aws.bedrock": () => "bedrock/home",
  "aws.budgets": () => "costmanagement/home#/budgets/overview",
  "aws.cassandra": () => "keyspaces/home#tables",
  "aws.codecommit": (name) => `codesuite/codecommit/repositories/${name}/browse`,
  "aws.codestar-notifications": () => "codesuite/codecommit/repositories",
  "aws.compute-optimizer": () => "compute-optimizer/home",
  "aws.connect": () => "connect/v2/app/instances",
  "aws.datasync": () => "datasync/home#/tasks",
  "aws.detective": () => "detective/home",
  "aws.directconnect": (name) => `directconnect/v2/home#/virtual-interfaces?search=${name}`,
  "aws.dlm": () => "ec2/home#Lifecycle",
  "aws.dynamodb": (name) => `dynamodbv2/home#table?name=${name}`,
  "aws.ec2": () => "ec2/home",
  "aws.eks": (name) => `eks/home#/clusters/${name}`,
  "aws.elasticache": () => "elasticache/home#/redis",
  "aws.elasticfilesystem": (name) => `efs/home#/file-systems/${name}`,
  "aws.firehose": (name) => `firehose/home#/details/${name}`,
  "aws.fis": () => "fis/home#Experiments",
  "aws.fsx": (name) => `fsx/home#file-system-details/${name}`,
  "aws.glue-dataquality": () => "glue/home#/v2/data-catalog/tables",
  "aws.imagebuilder": () => "imagebuilder/home#/pipelines",
  "aws.inspector2": () => "inspector/v2/home#/findings",
  "aws.iotevents": () => "iotevents/home#/alarm-models",
  "aws.kafka": () => "msk/home#/clusters",
  "aws.lightsail": () => "ls/webapp/home/instances",
  "aws.logs": () => "cloudwatch/home#logsV2:logs-anomalies",
  "aws.m2": () => "m2/home#/applications",
  "aws.memorydb": (name) => `memorydb/home#/clusters/${name}`,
  "aws.networkmonitor": () => "cloudwatch/home#nw-monitor:monitors",
  "aws.organizations": () => "organizations/v2/home/accounts",
  "aws.pipes": (name) => `events/home#/pipes/${name}`,
  "aws.quicksight": () => "quicksight/home",
  "aws.redshift-serverless": () => "redshiftv2/home#/serverless-dashboard",
  "aws.rum": () => "cloudwatch/home#rum:dashboard",
  "aws.sagemaker": () => "sagemaker/home#/jobs",
  "aws.scheduler": () => "scheduler/home#schedules",
  "aws.securitylake": () => "securitylake/home#/sources",
  "aws.servicequotas": () => "servicequotas/home/requests",
  "aws.ssm-incidents": () => "systems-manager/incidents/home",
  "aws.support": () => "support/home#/case/history",
  "aws.synthetics": (name) => `cloudwatch/home#synthetics:canary/detail/${name}`,
  "aws.transcribe": () => "transcribe/home#jobs",
  "aws.transfer": (name) => `transfer/home#/servers/${name}`,
  "aws.workspaces": () => "workspaces/v2/workspaces",
};

/** The page of a resource that has only a name, as a path of its Region's console; undefined with an ARN, which has a page of its own. */
export function consolePageOf(
  source: string,
  region: string | undefined,
  resources: readonly string[],
): string | undefined {
  const page = Object.hasOwn(PAGES, source) ? PAGES[source] : undefined;
  if (page === undefined || region === undefined) return undefined;
  if (resources.some((each) => each.startsWith("arn:"))) return undefined;
  const [path = "", fragment] = page(encoded(resources[0] ?? "")).split("#");
  return `${path}?region=${region}${fragment === undefined ? "" : `#${fragment}`}`;
}
