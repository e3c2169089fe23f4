import { z } from "zod";
import { parseJson } from "../../../json.ts";
import { back, earlierCalls, look, type Made, type ReliefDraft, type Rollback } from "./rollback.ts";

/** Rollbacks of changes to permissions and network access. */
export const access: Readonly<Record<string, Rollback>> = {
  AttachRolePolicy: (made) => back("Detach it again", policy("detach", made), policy("attach", made)),
  DetachRolePolicy: (made) => back("Attach it again", policy("attach", made), policy("detach", made)),
  PutRolePolicy: (made) => earlierPolicy(made),
  DeleteRolePolicy: (made) => earlierPolicy(made),
  AuthorizeSecurityGroupIngress: (made) => rules("revoke", "authorize", "ingress", made),
  AuthorizeSecurityGroupEgress: (made) => rules("revoke", "authorize", "egress", made),
  RevokeSecurityGroupIngress: (made) => rules("authorize", "revoke", "ingress", made),
  RevokeSecurityGroupEgress: (made) => rules("authorize", "revoke", "egress", made),
};

function policy(verb: "attach" | "detach", { parameters, aws }: Made): string | undefined {
  return aws(`iam ${verb}-role-policy`, { "role-name": parameters.roleName, "policy-arn": parameters.policyArn });
}

/** CloudTrail records IAM's calls in one Region. https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
function earlierPolicy({ parameters, aws }: Made): ReliefDraft | undefined {
  const inVirginia: Made["aws"] = (operation, options) => aws(operation, { ...options, region: "us-east-1" });
  return look(
    "The previous policy is unknown",
    "the calls before",
    earlierCalls({ aws: inVirginia }, parameters.roleName),
  );
}

function rules(verb: string, undo: string, direction: string, { parameters, aws }: Made): ReliefDraft | undefined {
  const permissions = permissionsOf(parameters.ipPermissions);
  const call = (each: string) =>
    aws(`ec2 ${each}-security-group-${direction}`, { "group-id": parameters.groupId, "ip-permissions": permissions });
  return back(verb === "revoke" ? "Take the same rules away" : "Put the same rules back", call(verb), call(undo));
}

const items = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item).default([]) }).default({ items: [] });
const described = { description: z.string().optional() };
const permission = z.strictObject({
  ipProtocol: z.string(),
  fromPort: z.number().optional(),
  toPort: z.number().optional(),
  groups: items(z.strictObject({ groupId: z.string(), userId: z.string().optional(), ...described })),
  ipRanges: items(z.strictObject({ cidrIp: z.string(), ...described })),
  ipv6Ranges: items(z.strictObject({ cidrIpv6: z.string(), ...described })),
  prefixListIds: items(z.strictObject({ prefixListId: z.string(), ...described })),
});

/** Security group rules as the command line takes them; undefined if one has an unknown form. */
function permissionsOf(json: string | undefined): string | undefined {
  const parsed = z
    .array(permission)
    .min(1)
    .safeParse(parseJson(json ?? ""));
  if (!parsed.success) return undefined;
  const all = parsed.data.map(({ ipProtocol, fromPort, toPort, groups, ipRanges, ipv6Ranges, prefixListIds }) => {
    const peers = {
      UserIdGroupPairs: groups.items.map(({ groupId, userId, description }) => ({
        GroupId: groupId,
        UserId: userId,
        Description: description,
      })),
      IpRanges: ipRanges.items.map(({ cidrIp, description }) => ({ CidrIp: cidrIp, Description: description })),
      Ipv6Ranges: ipv6Ranges.items.map(({ cidrIpv6, description }) => ({
        CidrIpv6: cidrIpv6,
        Description: description,
      })),
      PrefixListIds: prefixListIds.items.map(({ prefixListId, description }) => ({
        PrefixListId: prefixListId,
        Description: description,
      })),
    };
    const some = Object.entries(peers).filter(([, list]) => list.length > 0);
    return { IpProtocol: ipProtocol, FromPort: fromPort, ToPort: toPort, ...Object.fromEntries(some) };
  });
  const whole = all.every((each) => Object.keys(each).length > 3);
  return whole ? JSON.stringify(all) : undefined;
}
