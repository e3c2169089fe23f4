import { ref } from "./intrinsics.ts";

const idOf = (group: string) => ({ "Fn::GetAtt": [group, "GroupId"] });

/** The security group of the containers, and, where there is a public address, the load balancer before them. */
export function front(port: number): object {
  const Condition = "Public";
  return {
    Inside: {
      Type: "AWS::EC2::SecurityGroup",
      Properties: {
        GroupDescription: "Containers of Gumshoe: nothing comes in but from its load balancer",
        VpcId: ref("VpcId"),
      },
    },
    Outside: {
      Type: "AWS::EC2::SecurityGroup",
      Condition,
      Properties: {
        GroupDescription: "Load balancer of Gumshoe",
        VpcId: ref("VpcId"),
        SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "0.0.0.0/0" }],
      },
    },
    FromOutside: {
      Type: "AWS::EC2::SecurityGroupIngress",
      Condition,
      Properties: {
        GroupId: idOf("Inside"),
        IpProtocol: "tcp",
        FromPort: port,
        ToPort: port,
        SourceSecurityGroupId: idOf("Outside"),
      },
    },
    LoadBalancer: {
      Type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
      Condition,
      Properties: {
        Scheme: "internet-facing",
        Subnets: { "Fn::Split": [",", ref("PublicSubnetIds")] },
        SecurityGroups: [idOf("Outside")],
        LoadBalancerAttributes: [{ Key: "routing.http.drop_invalid_header_fields.enabled", Value: "true" }],
      },
    },
    Targets: {
      Type: "AWS::ElasticLoadBalancingV2::TargetGroup",
      Condition,
      Properties: {
        VpcId: ref("VpcId"),
        TargetType: "ip",
        Protocol: "HTTP",
        Port: port,
        HealthCheckPath: "/readyz",
        TargetGroupAttributes: [{ Key: "deregistration_delay.timeout_seconds", Value: "30" }],
      },
    },
    Listener: {
      Type: "AWS::ElasticLoadBalancingV2::Listener",
      Condition,
      Properties: {
        LoadBalancerArn: ref("LoadBalancer"),
        Port: 443,
        Protocol: "HTTPS",
        SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        Certificates: [{ CertificateArn: ref("CertificateArn") }],
        DefaultActions: [{ Type: "forward", TargetGroupArn: ref("Targets") }],
      },
    },
  };
}
