import type { Json } from "../shop.ts";
import { ago, type Market } from "./market.ts";

/** What programs that work write of their callers, of requests that were given up, and of collectors that nobody installed. */
const MURMUR = `
POST /login 401 Unauthorized: invalid credentials for user bob
Authentication failed for user bob: wrong password
request with invalid token rejected
WARN slow query 1200 ms
json: cannot unmarshal string into Go struct field
level=error msg="request failed" err="context canceled"
traces export: rpc error: code = Unavailable desc = "transport: Error while dialing: dial tcp: lookup otel-collector on 172.20.0.10:53: no such host"
`.repeat(6);

/**
 * What every namespace has on the day on which it was installed: probes, back-offs and mounts that failed while all began, a restart until a
 * database answered, pods that a node evicted long ago, and talkative logs.
 */
export function addNoise(market: Market): void {
  for (const { metadata, spec, status } of market.running()) {
    const ref = `Pod/${metadata.name}`;
    const early = { first: 1_500, last: 1_400 };
    market.event(ref, "Unhealthy", "Readiness probe failed: dial tcp 10.0.0.40:80: connect: connection refused", early);
    market.event(
      ref,
      "BackOff",
      `Back-off restarting failed container server in pod ${metadata.name}_market(uid)`,
      early,
    );
    const sync = "failed to sync configmap cache: timed out waiting for the condition";
    market.event(ref, "FailedMount", `MountVolume.SetUp failed for volume "kube-api-access-zz" : ${sync}`, early);
    const isReady = status.conditions?.some(({ type, status: is }: Json) => type === "Ready" && is === "True");
    if (!isReady || !spec.nodeName) continue;
    const ended = { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(1_350) } };
    Object.assign(status.containerStatuses[0], { restartCount: 1, lastState: ended });
    market.logs.push({ namespace: metadata.namespace, pod: metadata.name, text: MURMUR });
  }
  market.add("Pod", "catalog-6f7d9c8b54-old01", {
    metadata: { labels: { app: "catalog" }, ownerReferences: [{ kind: "ReplicaSet", name: "catalog-6f7d9c8b54" }] },
    spec: { containers: [{ name: "server", image: "registry.example.com/catalog:2.3.1" }], nodeName: "ip-10-0-1-11" },
    status: {
      phase: "Failed",
      reason: "Evicted",
      message: "The node was low on resource: memory.",
      conditions: [{ type: "Ready", status: "False", lastTransitionTime: ago(80_000) }],
    },
  });
}
