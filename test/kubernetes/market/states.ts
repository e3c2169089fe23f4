import type { Json } from "../shop.ts";
import { ago, type Market } from "./market.ts";

/** A pod that was never ready: its container waits. */
export function waiting(market: Market, workload: string, reason: string, message = "", restartCount = 0): void {
  const { status } = market.pod(workload);
  status.phase = "Pending";
  notReady(status, 600);
  status.containerStatuses = [
    {
      name: "server",
      ready: false,
      started: false,
      restartCount,
      image: "",
      state: { waiting: { reason, message } },
      lastState: {},
    },
  ];
}

/** A container that ends so, again and again. */
export function crashing(market: Market, workload: string, terminated: Json, restartCount = 7): void {
  const pod = market.pod(workload);
  notReady(pod.status, 700);
  pod.status.containerStatuses = [
    {
      name: "server",
      ready: false,
      started: false,
      restartCount,
      image: pod.spec.containers[0].image,
      state: {
        waiting: {
          reason: "CrashLoopBackOff",
          message: `back-off 5m0s restarting failed container=server pod=${pod.metadata.name}`,
        },
      },
      lastState: { terminated: { reason: "Error", startedAt: ago(60), finishedAt: ago(50), ...terminated } },
    },
  ];
  market.event(
    `Pod/${pod.metadata.name}`,
    "BackOff",
    `Back-off restarting failed container server in pod ${pod.metadata.name}_market(uid)`,
  );
}

/** A container that runs and is not ready. */
export function unready(market: Market, workload: string, { since = 700, restartCount = 0 } = {}): void {
  const { status } = market.pod(workload);
  notReady(status, since);
  Object.assign(status.containerStatuses[0], {
    ready: false,
    restartCount,
    state: { running: { startedAt: ago(since) } },
  });
}

/** A pod that no node takes. */
export function unscheduled(market: Market, workload: string, message: string): void {
  const pod = market.pod(workload);
  delete pod.spec.nodeName;
  pod.status = {
    phase: "Pending",
    conditions: [
      { type: "PodScheduled", status: "False", reason: "Unschedulable", message, lastTransitionTime: ago(600) },
    ],
  };
  market.event(`Pod/${pod.metadata.name}`, "FailedScheduling", message);
}

/** A workload of which no pod is made. */
export function refused(market: Market, workload: string, message: string): void {
  const { name } = market.pod(workload).metadata;
  market.remove(`Pod/${name}`);
  market.event(`ReplicaSet/${workload}-6f7d9c8b54`, "FailedCreate", `Error creating: ${message}`);
}

/** The kubelet restarts a container because of a probe. */
export function killedBy(market: Market, workload: string, probe: "Liveness" | "Startup", message: string): void {
  const pod = market.pod(workload);
  crashing(market, workload, { exitCode: 137, reason: "Error" });
  market.event(`Pod/${pod.metadata.name}`, "Unhealthy", `${probe} probe failed: ${message}`, {
    fieldPath: "spec.containers{server}",
  });
  market.event(
    `Pod/${pod.metadata.name}`,
    "Killing",
    `Container server failed ${probe.toLowerCase()} probe, will be restarted`,
    { type: "Normal" },
  );
}

/** Traffic is withheld because of a probe. */
export function withheld(market: Market, workload: string, message: string): void {
  unready(market, workload);
  market.event(`Pod/${market.pod(workload).metadata.name}`, "Unhealthy", `Readiness probe failed: ${message}`, {
    fieldPath: "spec.containers{server}",
  });
}

export function variable(market: Market, workload: string, name: string, value: string): void {
  market.edit(workload, ({ containers: [main] }) => {
    const found = main.env.find((each: Json) => each.name === name);
    if (found) found.value = value;
    else main.env.push({ name, value });
  });
}

function notReady(status: Json, since: number): void {
  status.conditions = [
    { type: "PodScheduled", status: "True", lastTransitionTime: ago(since) },
    {
      type: "Ready",
      status: "False",
      reason: "ContainersNotReady",
      message: "containers with unready status: [server]",
      lastTransitionTime: ago(since),
    },
  ];
}
