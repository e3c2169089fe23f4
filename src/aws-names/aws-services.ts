/** An AWS service: its common name, its code in AWS Health, and its names in CloudWatch namespaces and resource kinds. */
interface Service {
  readonly name: string;
  readonly codes: readonly string[];
  readonly words: readonly string[];
}

const services: readonly Service[] = [
  { name: "API Gateway", codes: ["APIGATEWAY"], words: ["ApiGateway", "ApiGatewayV2"] },
  { name: "AppSync", codes: ["APPSYNC"], words: ["AppSync"] },
  { name: "Cognito", codes: ["COGNITO"], words: ["Cognito"] },
  { name: "DynamoDB", codes: ["DYNAMODB"], words: ["DynamoDB", "DAX"] },
  { name: "EBS", codes: ["EBS"], words: ["EBS"] },
  { name: "EC2", codes: ["EC2"], words: ["EC2"] },
  { name: "ECS", codes: ["ECS", "FARGATE"], words: ["ECS"] },
  { name: "EFS", codes: ["ELASTICFILESYSTEM", "EFS"], words: ["EFS"] },
  { name: "EKS", codes: ["EKS"], words: ["EKS"] },
  { name: "ElastiCache", codes: ["ELASTICACHE"], words: ["ElastiCache"] },
  {
    name: "Elastic Load Balancing",
    codes: ["ELASTICLOADBALANCING"],
    words: ["ELB", "ApplicationELB", "NetworkELB", "ElasticLoadBalancing", "ElasticLoadBalancingV2"],
  },
  { name: "EventBridge", codes: ["EVENTS", "EVENTBRIDGE"], words: ["Events"] },
  { name: "Firehose", codes: ["FIREHOSE"], words: ["Firehose", "KinesisFirehose"] },
  { name: "Kinesis", codes: ["KINESIS"], words: ["Kinesis"] },
  { name: "KMS", codes: ["KMS"], words: ["KMS"] },
  { name: "Lambda", codes: ["LAMBDA"], words: ["Lambda"] },
  { name: "MSK", codes: ["KAFKA", "MSK"], words: ["Kafka", "MSK"] },
  { name: "OpenSearch", codes: ["ES", "OPENSEARCH"], words: ["ES", "OpenSearchService", "Elasticsearch"] },
  { name: "RDS", codes: ["RDS"], words: ["RDS"] },
  { name: "Redshift", codes: ["REDSHIFT"], words: ["Redshift"] },
  { name: "S3", codes: ["S3"], words: ["S3"] },
  { name: "Secrets Manager", codes: ["SECRETSMANAGER"], words: ["SecretsManager"] },
  { name: "SNS", codes: ["SNS"], words: ["SNS"] },
  { name: "SQS", codes: ["SQS"], words: ["SQS"] },
  { name: "Step Functions", codes: ["STATES", "STEPFUNCTIONS"], words: ["States", "StepFunctions"] },
];

const byCode = new Map(services.flatMap(({ name, codes }) => codes.map((code) => [code, name] as const)));
const byWord = new Map(services.flatMap(({ name, words }) => words.map((word) => [word, name] as const)));

/** The service with a code of AWS Health: LAMBDA is Lambda. */
export function serviceOfCode(code: string): string | undefined {
  return byCode.get(code.toUpperCase());
}

/** The service of a resource kind: AWS::DynamoDB::Table belongs to DynamoDB. */
export function serviceOfKind(kind: string): string | undefined {
  const [scheme, word = ""] = kind.split("::");
  return scheme === "AWS" ? byWord.get(word) : undefined;
}

/** The service of a metric namespace: AWS/Lambda, ECS/ContainerInsights. */
export function serviceOfNamespace(namespace: string): string | undefined {
  return byWord.get(namespace.replace(/^AWS\//, "").replace(/\/ContainerInsights$/, ""));
}

/** A service as an attribute of a resource, with the Region, because a service can fail in one Region only. */
export function serviceIn(service: string, region: string): string {
  return `${service} in ${region}`;
}
