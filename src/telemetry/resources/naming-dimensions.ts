/**
 * The dimensions that name a resource, by namespace, the most exact first; all others say a part or a kind of it (a path, a currency, a
 * client). A namespace with an empty list has no resources. Source: the CloudWatch metrics page of each service.
 */
const BY_NAMESPACE: Readonly<Record<string, readonly string[]>> = {
  "AWS/ACMPrivateCA": ["PrivateCAArn"],
  "AWS/AmazonMQ": ["Broker"],
  "AWS/ApiGateway": ["ApiName", "ApiId"],
  "AWS/AppSync": ["GraphQLAPIId"],
  "AWS/ApplicationELB": ["LoadBalancer", "TargetGroup"],
  "AWS/Athena": ["WorkGroup"],
  "AWS/AutoScaling": ["AutoScalingGroupName"],
  "AWS/Backup": ["BackupVaultName"],
  "AWS/Billing": [],
  "AWS/CertificateManager": ["CertificateArn"],
  "AWS/ClientVPN": ["Endpoint"],
  "AWS/CloudFront": ["DistributionId"],
  "AWS/CodeBuild": ["ProjectName"],
  "AWS/Cognito": ["UserPool"],
  "AWS/DMS": ["ReplicationTaskIdentifier", "ReplicationInstanceIdentifier"],
  "AWS/DX": ["ConnectionId", "VirtualInterfaceId"],
  "AWS/DocDB": ["DBInstanceIdentifier", "DBClusterIdentifier"],
  "AWS/DynamoDB": ["TableName"],
  "AWS/EBS": ["VolumeId"],
  "AWS/EC2": ["InstanceId", "AutoScalingGroupName", "ImageId"],
  "AWS/ECS": ["ServiceName", "ClusterName"],
  "AWS/EFS": ["FileSystemId"],
  "AWS/EKS": ["ClusterName"],
  "AWS/ELB": ["LoadBalancerName"],
  "AWS/ES": ["DomainName"],
  "AWS/ElastiCache": ["CacheClusterId", "ReplicationGroupId"],
  "AWS/ElasticBeanstalk": ["EnvironmentName", "InstanceId"],
  "AWS/ElasticMapReduce": ["JobFlowId"],
  "AWS/Events": ["RuleName", "EventBusName"],
  "AWS/FSx": ["FileSystemId"],
  "AWS/Firehose": ["DeliveryStreamName"],
  "AWS/GatewayELB": ["LoadBalancer", "TargetGroup"],
  "AWS/Kafka": ["Cluster Name"],
  "AWS/Kinesis": ["StreamName"],
  "AWS/KinesisAnalytics": ["Application"],
  "AWS/Lambda": ["FunctionName"],
  "AWS/Logs": ["LogGroupName", "DestinationType"],
  "AWS/MediaLive": ["ChannelId"],
  "AWS/NATGateway": ["NatGatewayId"],
  "AWS/Neptune": ["DBInstanceIdentifier", "DBClusterIdentifier"],
  "AWS/NetworkELB": ["LoadBalancer", "TargetGroup"],
  "AWS/NetworkFirewall": ["FirewallName"],
  "AWS/PrivateLinkEndpoints": ["VPC Endpoint Id"],
  "AWS/PrivateLinkServices": ["Service Id"],
  "AWS/RDS": ["DBInstanceIdentifier", "DBClusterIdentifier"],
  "AWS/Redshift": ["ClusterIdentifier"],
  "AWS/Redshift-Serverless": ["Workgroup", "Namespace"],
  "AWS/Route53": ["HealthCheckId", "HostedZoneId"],
  "AWS/S3": ["BucketName"],
  "AWS/SES": ["ses:configuration-set"],
  "AWS/SNS": ["TopicName"],
  "AWS/SQS": ["QueueName"],
  "AWS/SageMaker": ["EndpointName"],
  "AWS/States": ["StateMachineArn", "ActivityArn"],
  "AWS/StorageGateway": ["GatewayName", "GatewayId"],
  "AWS/Transfer": ["ServerId"],
  "AWS/TransitGateway": ["TransitGateway"],
  "AWS/TrustedAdvisor": [],
  "AWS/Usage": [],
  "AWS/VPN": ["VpnId", "TunnelIpAddress"],
  "AWS/WAFV2": ["WebACL"],
  ApplicationSignals: ["Service"],
  CWAgent: ["InstanceId", "InstanceName", "host", "AutoScalingGroupName"],
  CloudWatchSynthetics: ["CanaryName"],
  ContainerInsights: ["PodName", "Service", "NodeName", "Namespace", "ClusterName"],
  "ECS/ContainerInsights": ["ServiceName", "TaskDefinitionFamily", "ClusterName"],
  Glue: ["JobName"],
  LambdaInsights: ["function_name"],
};

/** What programs call themselves in metrics of their own. */
const OF_PROGRAMS: readonly string[] = [
  ...["Service", "ServiceName", "service", "service.name", "FunctionName", "function_name", "App", "Application"],
  ...["QueueName", "TableName", "BucketName", "ClusterName", "InstanceId", "host"],
];

/** The value of the dimension that names the metric's resource; undefined if none does. */
export function namedBy(namespace: string, dimensions: Readonly<Record<string, string>>): string | undefined {
  const names = Object.hasOwn(BY_NAMESPACE, namespace) ? (BY_NAMESPACE[namespace] ?? []) : OF_PROGRAMS;
  const found = names.find((name) => Object.hasOwn(dimensions, name) && dimensions[name] !== "");
  return found === undefined ? undefined : dimensions[found];
}
