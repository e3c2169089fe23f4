import { appConfigMessage } from "./services/app-config.ts";
import { autoScaling, autoScalingMessage } from "./services/auto-scaling.ts";
import { backup, backupMessage } from "./services/backup.ts";
import { batch } from "./services/batch.ts";
import { cloudFormation, stackMessage } from "./services/cloudformation.ts";
import { acm, config, configMessage, trustedAdvisor } from "./services/compliance.ts";
import { connect } from "./services/connect.ts";
import { driftMessage } from "./services/control-tower.ts";
import { anomaly, anomalyMessage, budgetMessage } from "./services/costs.ts";
import { elastiCacheMessage, emr, openSearch, redshiftData } from "./services/data-stores.ts";
import {
  codeBuild,
  codeDeploy,
  codeDeployMessage,
  codePipeline,
  pipelineApproval,
} from "./services/developer-tools.ts";
import { devOpsAgent } from "./services/devops-agent.ts";
import { dms } from "./services/dms.ts";
import { ec2 } from "./services/ec2.ts";
import { ecs } from "./services/ecs.ts";
import { beanstalkMessage, elasticBeanstalk } from "./services/elastic-beanstalk.ts";
import { accessAnalyzer, macie } from "./services/findings.ts";
import { glue } from "./services/glue.ts";
import { guardDuty } from "./services/guardduty.ts";
import { health } from "./services/health.ts";
import { ecr, inspector } from "./services/image-scans.ts";
import { devOpsGuru, xrayInsight } from "./services/insights.ts";
import { invocation, invocationMessage } from "./services/lambda.ts";
import { ses, sesMessage } from "./services/mail.ts";
import { mediaLive } from "./services/media.ts";
import { rds, rdsMessage } from "./services/rds.ts";
import { recoveryReadiness, zonalShift } from "./services/recovery-controller.ts";
import { s3, s3Message } from "./services/s3.ts";
import { securityHub } from "./services/security-hub.ts";
import { apiCall, callInsight, serviceEvent, signIn } from "./services/sign-in.ts";
import { stepFunctions } from "./services/step-functions.ts";
import { systemsManager } from "./services/systems-manager.ts";
import { shield, wafMessage } from "./services/traffic-protection.ts";
import type { EventShape, MessageShape } from "./shape.ts";
import { alertmanagerMessage } from "./vendors/alertmanager.ts";
import { gitHubRunMessage, gitLabPipelineMessage, terraformRunMessage } from "./vendors/builds.ts";
import { datadogMessage } from "./vendors/datadog.ts";
import { dynatraceMessage } from "./vendors/dynatrace.ts";
import { grafanaMessage } from "./vendors/grafana.ts";
import { nagiosMessage } from "./vendors/nagios.ts";
import { newRelicMessage } from "./vendors/new-relic.ts";
import { opsgenieMessage } from "./vendors/opsgenie.ts";
import { pagerDutyMessage } from "./vendors/pagerduty.ts";
import { sentryMessage } from "./vendors/sentry.ts";
import { splunkMessage, splunkOnCallMessage } from "./vendors/splunk.ts";
import { statusPageMessage } from "./vendors/status-pages.ts";
import { betterStackMessage, uptimeKumaMessage } from "./vendors/uptime.ts";

/** What services send over EventBridge, by the event's source. */
export const EVENT_SHAPES: Readonly<Record<string, EventShape>> = {
  "aws.access-analyzer": accessAnalyzer,
  "aws.acm": acm,
  "aws.aidevops": devOpsAgent,
  "aws.arc-zonal-shift": zonalShift,
  "aws.autoscaling": autoScaling,
  "aws.backup": backup,
  "aws.batch": batch,
  "aws.ce": anomaly,
  "aws.cloudformation": cloudFormation,
  "aws.codebuild": codeBuild,
  "aws.codedeploy": codeDeploy,
  "aws.codepipeline": codePipeline,
  "aws.config": config,
  "aws.connect": connect,
  "aws.devops-guru": devOpsGuru,
  "aws.dms": dms,
  "aws.docdb": rds,
  "aws.ec2": ec2,
  "aws.ecr": ecr,
  "aws.ecs": ecs,
  "aws.elasticbeanstalk": elasticBeanstalk,
  "aws.emr": emr,
  "aws.emr-containers": emr,
  "aws.emr-serverless": emr,
  "aws.es": openSearch,
  "aws.glue": glue,
  "aws.guardduty": guardDuty,
  "aws.health": health,
  "aws.inspector2": inspector,
  "aws.macie": macie,
  "aws.medialive": mediaLive,
  "aws.neptune": rds,
  "aws.rds": rds,
  "aws.redshift": rds,
  "aws.redshift-data": redshiftData,
  "aws.route53-recovery-readiness": recoveryReadiness,
  "aws.s3": s3,
  "aws.securityhub": securityHub,
  "aws.ses": ses,
  "aws.shield": shield,
  "aws.signin": signIn,
  "aws.ssm": systemsManager,
  "aws.states": stepFunctions,
  "aws.trustedadvisor": trustedAdvisor,
  "aws.xray": xrayInsight,
  lambda: invocation,
};

/** Events that CloudTrail sends in the name of any service. */
export const CLOUDTRAIL_CALL: Readonly<Record<string, EventShape>> = {
  "AWS API Call via CloudTrail": apiCall,
  "AWS Console Sign In via CloudTrail": signIn,
  "AWS Insight via CloudTrail": callInsight,
  "AWS Service Event via CloudTrail": serviceEvent,
};

/** What services and other vendors' webhooks send to SNS; the first that knows a message reads it. */
export const MESSAGE_SHAPES: readonly MessageShape[] = [
  autoScalingMessage,
  codeDeployMessage,
  pipelineApproval,
  s3Message,
  sesMessage,
  anomalyMessage,
  rdsMessage,
  elastiCacheMessage,
  stackMessage,
  beanstalkMessage,
  backupMessage,
  budgetMessage,
  invocationMessage,
  appConfigMessage,
  configMessage,
  driftMessage,
  wafMessage,
  alertmanagerMessage,
  grafanaMessage,
  datadogMessage,
  pagerDutyMessage,
  opsgenieMessage,
  sentryMessage,
  newRelicMessage,
  splunkMessage,
  splunkOnCallMessage,
  dynatraceMessage,
  uptimeKumaMessage,
  betterStackMessage,
  statusPageMessage,
  nagiosMessage,
  gitHubRunMessage,
  gitLabPipelineMessage,
  terraformRunMessage,
];
