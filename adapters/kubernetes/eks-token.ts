import { Sha256 } from "@aws-crypto/sha256-js";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";

type Credentials = ConstructorParameters<typeof SignatureV4>[0]["credentials"];

/** How long the signed request may be used; EKS accepts 15 minutes at most. */
const SECONDS = 60;

/**
 * A token of an EKS cluster: a signed request of sts:GetCallerIdentity that names the cluster, which EKS sends to STS to learn who asks.
 * https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster
 */
export async function eksToken(cluster: string, region: string, credentials: Credentials, now: Date): Promise<string> {
  const hostname = `sts.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  const signer = new SignatureV4({ service: "sts", region, credentials, sha256: Sha256 });
  const request = new HttpRequest({
    hostname,
    path: "/",
    headers: { host: hostname, "x-k8s-aws-id": cluster },
    query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
  });
  const signed = await signer.presign(request, {
    expiresIn: SECONDS,
    signingDate: now,
    unhoistableHeaders: new Set(["x-k8s-aws-id"]),
  });
  const query = Object.entries(signed.query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return `k8s-aws-v1.${Buffer.from(`https://${hostname}/?${query.join("&")}`).toString("base64url")}`;
}

/** The cluster and Region of a kubeconfig user that asks `aws eks get-token`, so that no AWS CLI is needed; undefined for other users. */
export function eksUser(args: readonly string[]): { readonly cluster: string; readonly region: string } | undefined {
  const after = (...names: readonly string[]): string | undefined =>
    names.flatMap((name) => (args.includes(name) ? (args[args.indexOf(name) + 1] ?? []) : []))[0];
  const cluster = after("--cluster-name", "--cluster-id", "-i");
  const region = after("--region");
  const asksToken = args.includes("get-token") || args.includes("token");
  return asksToken && cluster !== undefined && region !== undefined ? { cluster, region } : undefined;
}
