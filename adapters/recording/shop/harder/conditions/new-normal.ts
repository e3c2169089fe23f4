import type { Change } from "../../../../../src/findings/change.ts";
import { identify } from "../../signals/changes.ts";
import { partOf, parts } from "../../world/graph.ts";
import type { Lever } from "../../world/levers.ts";
import { arnOf, type ShopPlace } from "../../world/names.ts";
import { pickFrom } from "../../world/noise.ts";
import { uniformBetween } from "../draft.ts";
import { FOR_EVER, involved, type MakeCondition } from "./condition.ts";

interface Step {
  readonly lever: Lever;
  readonly least: number;
  readonly most: number;
  readonly fits: (id: string) => boolean;
}

const isService = (id: string): boolean => partOf(id).kind === "service";

/** Metrics that may rise for good without harm: none of them fails or delays a request. */
const steps: readonly Step[] = [
  { lever: "memory", least: 0.3, most: 0.65, fits: isService },
  { lever: "cpu", least: 10, most: 20, fits: (id) => isService(id) && partOf(id).cpu <= 27 },
  { lever: "connections", least: 1.6, most: 2.6, fits: (id) => partOf(id).kind === "database" },
  { lever: "latency", least: 1.5, most: 2.2, fits: (id) => id === "email-sender" || id === "email-provider" },
  { lever: "load", least: 0.3, most: 0.6, fits: (id) => id === "shipping" || id === "recommendations" },
];

/**
 * A metric rises for good, minutes or hours before the alarm, without being a fault: a resize, a new job, more use. Half of the rises have
 * a change.
 */
export const newNormal: MakeCondition = (draw, { draft, seed, minute }) => {
  const { lever, least, most, fits } = pickFrom(draw, steps);
  const free = parts.filter(({ id }) => fits(id) && !involved(draft).has(id)).map(({ id }) => id);
  if (free.length === 0) return { name: "new normal" };
  const component = pickFrom(draw, free);
  const onset = minute - Math.floor(draw() < 0.6 ? uniformBetween(draw, 8, 170) : uniformBetween(draw, 180, 1200));
  const modifier = {
    component,
    lever,
    amount: uniformBetween(draw, least, most),
    shape: { type: "step", riseMinutes: 1 },
  } as const;
  const hasChange = draw() < 0.5;
  const at = onset * 60 - 30 - Math.floor(draw() * 60);
  return {
    name: "new normal",
    others: [{ onset, lastsMinutes: FOR_EVER, modifiers: [modifier] }],
    changes: (place) => (hasChange ? resize(component, at, seed, place) : []),
  };
};

function resize(id: string, at: number, seed: number, place: ShopPlace): readonly Change[] {
  const part = partOf(id);
  if (part.kind !== "service" && part.kind !== "database") return [];
  const what =
    part.kind === "service"
      ? { action: "UpdateService", detail: { taskDefinition: `shop-${id}:88`, memory: "4096", cluster: "shop" } }
      : { action: "ModifyDBInstance", detail: { dBInstanceIdentifier: id, dBInstanceClass: "db.r6g.xlarge" } };
  return [{ id: identify(seed, at, id), at, actor: "role/operations/carla", resources: [arnOf(part, place)], ...what }];
}
