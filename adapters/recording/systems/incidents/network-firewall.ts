import type { SystemIncident } from "../system-incident.ts";

/** A rule group of Network Firewall that was changed drops the traffic of one Availability Zone. */
export const networkFirewall: SystemIncident = {
  id: "network-firewall",
  title: "A partner cannot be reached",
  summary: "Packets of the egress firewall are dropped.",
  answer: {
    component: "egress-firewall",
    mechanism: "change:UpdateRuleGroup",
    sentence: "A changed rule group drops outgoing connections.",
  },
  parts: [
    {
      id: "egress-firewall",
      kind: "AWS::NetworkFirewall::Firewall",
      arn: "arn:aws:network-firewall:{region}:{account}:firewall/egress-firewall",
      namespace: "AWS/NetworkFirewall",
      dimensions: { AvailabilityZone: "eu-west-1a", Engine: "Stateful", FirewallName: "egress-firewall" },
      metrics: {
        DroppedPackets: { statistic: "Sum", usual: 30, bad: 4200, signal: "errors" },
        ReceivedPackets: { statistic: "Sum", usual: 21000 },
        StreamExceptionPolicyPackets: { statistic: "Sum", usual: 0 },
        TLSErrors: { statistic: "Sum", usual: 0 },
      },
      logGroup: "/network-firewall/alert",
      lines: [
        {
          text: '"action":"blocked","signature":"deny all egress","dest_port":443',
          severity: "error",
          usual: 0,
          bad: 900,
        },
      ],
    },
  ],
  alarm: { part: "egress-firewall", metric: "DroppedPackets", threshold: 500 },
  listings: [
    {
      listing: "insight-rules",
      columns: ["Rule", "State", "Made by"],
      rows: [["blocked-by-source", "enabled", "people"]],
      usual: [["blocked-by-source", "enabled", "people"]],
    },
    {
      listing: "insight-contributors",
      columns: ["event.src_ip", "event.dest_ip", "#Value", "#Share"],
      rows: [
        ["10.0.4.17", "203.0.113.40", "41,200", "92 %"],
        ["10.0.4.18", "203.0.113.41", "3,600", "8 %"],
      ],
      usual: [["10.0.4.18", "203.0.113.41", "3,600", "100 %"]],
    },
  ],
  changes: [
    {
      minutesBefore: 5,
      action: "UpdateRuleGroup",
      actor: "role/network-admin",
      part: "egress-firewall",
      detail: { ruleGroupName: "egress-allow-list", type: "STATEFUL" },
    },
  ],
};
