/** Events of EventBridge in the shapes that AWS documents for each detail-type. */
const at = "2026-05-01T03:00:00Z";
const event = (source: string, type: string, resources: readonly string[], detail: Record<string, unknown>) => ({
  version: "0",
  id: "ddca6449-b258-46c0-8653-e0e3a6d21abc",
  "detail-type": type,
  source,
  account: "111122223333",
  time: at,
  region: "eu-west-1",
  resources,
  detail,
});

const SERVICE = "arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout";

export const ecsDeployment = (eventName: string, more: Record<string, unknown> = {}) =>
  event("aws.ecs", "ECS Deployment State Change", [SERVICE], {
    eventType: "INFO",
    eventName,
    deploymentId: "ecs-svc/9223370487815385540",
    updatedAt: at,
    reason: "ECS deployment ecs-svc/9223370487815385540 in progress.",
    ...more,
  });

export const ecsAction = (eventType: string, eventName: string) =>
  event("aws.ecs", "ECS Service Action", [SERVICE], {
    eventType,
    eventName,
    clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/shop",
    createdAt: at,
    reason: "RESOURCE:FARGATE",
  });

export const ecsTask = (lastStatus: string, desiredStatus: string) =>
  event("aws.ecs", "ECS Task State Change", ["arn:aws:ecs:eu-west-1:111122223333:task/shop/0123abcd"], {
    attachments: [],
    availabilityZone: "eu-west-1a",
    clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/shop",
    containers: [
      { name: "sidecar", image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/envoy:1", lastStatus: "STOPPED" },
      {
        name: "checkout",
        image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:1.42.0",
        exitCode: 137,
        lastStatus: "STOPPED",
      },
    ],
    createdAt: at,
    desiredStatus,
    group: "service:checkout",
    lastStatus,
    startedBy: "ecs-svc/9223370487815385540",
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    taskArn: "arn:aws:ecs:eu-west-1:111122223333:task/shop/0123abcd",
    taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:142",
    updatedAt: at,
    version: 4,
  });

export const codeDeploy = (state: string) =>
  event(
    "aws.codedeploy",
    "CodeDeploy Deployment State-change Notification",
    [
      "arn:aws:codedeploy:eu-west-1:111122223333:application:shop",
      "arn:aws:codedeploy:eu-west-1:111122223333:deploymentgroup:shop/checkout",
    ],
    {
      instanceGroupId: "9fd2fbef-2157-40d8-91e7-6845af69e2d2",
      region: "eu-west-1",
      application: "shop",
      deploymentId: "d-123456789",
      state,
      deploymentGroup: "checkout",
    },
  );

export const codePipeline = (state: string) =>
  event(
    "aws.codepipeline",
    "CodePipeline Pipeline Execution State Change",
    ["arn:aws:codepipeline:eu-west-1:111122223333:checkout-prod"],
    {
      pipeline: "checkout-prod",
      "execution-id": "12345678-1234-5678-abcd-12345678abcd",
      "start-time": at,
      "execution-trigger": {
        "trigger-type": "StartPipelineExecution",
        "trigger-detail": "arn:aws:sts::111122223333:assumed-role/deploy/ana",
      },
      state,
      version: 1,
      "pipeline-execution-attempt": 1,
    },
  );

export const cloudFormation = (status: string) =>
  event(
    "aws.cloudformation",
    "CloudFormation Stack Status Change",
    ["arn:aws:cloudformation:eu-west-1:111122223333:stack/checkout/0f1e2d3c"],
    {
      "stack-id": "arn:aws:cloudformation:eu-west-1:111122223333:stack/checkout/0f1e2d3c",
      "status-details": { status, "status-reason": "User Initiated" },
      "client-request-token": "",
    },
  );

export const apiCall = (more: Record<string, unknown> = {}) =>
  event("aws.lambda", "AWS API Call via CloudTrail", [], {
    eventVersion: "1.08",
    userIdentity: {
      type: "AssumedRole",
      principalId: "AROAEXAMPLE:ana",
      arn: "arn:aws:sts::111122223333:assumed-role/deploy/ana",
      accountId: "111122223333",
    },
    eventTime: "2026-05-01T02:58:10Z",
    eventSource: "lambda.amazonaws.com",
    eventName: "UpdateFunctionCode20150331v2",
    awsRegion: "eu-west-1",
    sourceIPAddress: "192.0.2.1",
    userAgent: "aws-cli/2",
    requestParameters: { functionName: "checkout", publish: false, dryRun: false, imageUri: "checkout:1.42.0" },
    responseElements: { functionName: "checkout", codeSha256: "…" },
    requestID: "e5f2",
    eventID: "6f2c1c7e-7b0f-4a0a-9b55-0d3f0f9e1a11",
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "111122223333",
    eventCategory: "Management",
    ...more,
  });

export const health = (eventTypeCategory: string) =>
  event("aws.health", "AWS Health Event", ["i-0abc"], {
    eventArn: "arn:aws:health:eu-west-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_7f35c8",
    service: "EC2",
    eventTypeCode: "AWS_EC2_OPERATIONAL_ISSUE",
    eventTypeCategory,
    startTime: "Fri, 01 May 2026 02:40:00 GMT",
    eventDescription: [{ language: "en_US", latestDescription: "Increased API error rates" }],
    affectedEntities: [{ entityValue: "i-0abc", tags: {} }],
  });

export const custom = (context: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  version: "1.0",
  source: "custom",
  id: "deploy-4711",
  content: { textType: "client-markdown", title: "Deploy checkout 1.42.0", description: "Retries of the payment call" },
  metadata: {
    relatedResources: [SERVICE],
    additionalContext: {
      eventType: "change",
      action: "Deploy",
      component: "checkout",
      environment: "prod",
      version: "1.42.0",
      commit: "3f2c9aa",
      author: "ana",
      link: "https://github.com/acme/shop/actions/runs/4711",
      ...context,
    },
  },
  ...more,
});
