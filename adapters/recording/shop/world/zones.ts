import type { Component } from "../../../../src/graph/service-graph.ts";
import { type Part, parts } from "./graph.ts";
import { cluster, type ShopPlace } from "./names.ts";
import { hash } from "./noise.ts";

/** A running instance of a service. */
export interface Task {
  readonly service: string;
  readonly id: string;
  readonly zone: string;
}

const ZONES = 3;
const TASKS_A_ZONE = 6;
const directions: Readonly<Record<string, string>> = {
  north: "n",
  south: "s",
  east: "e",
  west: "w",
  central: "c",
  northeast: "ne",
  northwest: "nw",
  southeast: "se",
  southwest: "sw",
};

/** The zone ids of a Region: euw1-az1 to euw1-az3. https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html */
export function zonesOf(region: string): readonly string[] {
  const [area = "", direction = "", number = ""] = region.split("-");
  const prefix = `${area}${directions[direction] ?? direction}${number}`;
  return Array.from({ length: ZONES }, (_, index) => `${prefix}-az${index + 1}`);
}

/** The tasks of a part, equally many in each zone; none for managed services. */
export function tasksOf({ id, kind }: Part, { region }: ShopPlace): readonly Task[] {
  if (kind !== "service") return [];
  const salt = parts.findIndex((part) => part.id === id);
  return zonesOf(region).flatMap((zone, index) =>
    Array.from({ length: TASKS_A_ZONE }, (_, copy) => ({
      service: id,
      id: hash(salt, index, copy).toString(16).padStart(8, "0"),
      zone,
    })),
  );
}

/** A task's dimensions on its metrics. */
export function taskDimensions({ service, id, zone }: Task): Record<string, string> {
  return { ClusterName: cluster, ServiceName: service, TaskId: id, AvailabilityZone: zone };
}

/** The tasks of a part as instances of its component; empty if it has none. */
export function instancesOf(part: Part, place: ShopPlace): Pick<Component, "instances"> {
  const tasks = tasksOf(part, place);
  if (tasks.length === 0) return {};
  return { instances: tasks.map((task) => ({ id: `${task.service} ${task.id}`, attributes: taskDimensions(task) })) };
}
