import { z } from "zod";
import { flag, listOf, part, text, time, whole } from "./fields.ts";
import { conditions, metadata } from "./metadata.ts";
import { podSpec } from "./pod-spec.ts";

const terminated = part({
  exitCode: whole,
  signal: whole,
  reason: text,
  message: text,
  startedAt: time,
  finishedAt: time,
});

const state = part({ waiting: part({ reason: text, message: text }), running: part({ startedAt: time }), terminated });

const containerStatus = z.object({
  name: z.string(),
  ready: flag,
  started: flag,
  restartCount: whole,
  image: text,
  state,
  lastState: state,
});

export type ContainerStatus = z.output<typeof containerStatus>;

export const pod = z.object({
  metadata,
  spec: podSpec,
  status: part({
    phase: text,
    reason: text,
    message: text,
    podIP: text,
    startTime: time,
    conditions,
    containerStatuses: listOf(containerStatus),
    initContainerStatuses: listOf(containerStatus),
  }),
});

export type Pod = z.output<typeof pod>;
