import type { Fault } from "../faults/fault.ts";
import type { Plot } from "../faults/incidents.ts";

/** Kinds of faults that occur in recordings of real applications and not in the plain shop; `plain` has those of the plain shop. */
export type HarderKind =
  | "on the way"
  | "wrong answers"
  | "swallowed exception"
  | "one path"
  | "two faults"
  | "retries"
  | "late queue"
  | "plain"
  | "normal";

/** A source of numbers in [0, 1). */
export type Draw = () => number;

/** A fault of the harder world, before an alarm is chosen. */
export interface Draft {
  readonly kind: HarderKind;
  readonly fault: Fault;
  /** The faulty part; for a fault between two parts, the callee. */
  readonly component: string;
  readonly between?: readonly [from: string, to: string];
  /** Alarms that may detect it, in the order in which they are tried. */
  readonly alarms: readonly Plot["alarm"][];
  /** Another fault, so many minutes after the first, that does not explain the alarm. */
  readonly distractor?: { readonly fault: Fault; readonly component: string; readonly minutesLater: number };
}

/** Defaults of all harder faults: the parts are set by the draft. */
export const drafted = { befalls: [], pulls: [], lastsMinutes: 80 } as const;

/** A number between two others. */
export function uniformBetween(draw: Draw, least: number, most: number): number {
  return least + draw() * (most - least);
}

/** A deployment of the faulty part just before, or nothing; `often` is its probability. */
export function deployed(draw: Draw, often: number, isFunction: boolean): Pick<Fault, "change"> {
  if (draw() >= often) return {};
  const version = String(60 + Math.floor(draw() * 200));
  const minutesBefore = 1 + Math.floor(draw() * 3);
  if (isFunction) {
    return {
      change: {
        minutesBefore,
        action: "UpdateFunctionCode20150331v2",
        actor: "role/deploy",
        resources: ["arn:aws:lambda:{region}:{account}:function:{id}"],
        detail: { functionName: "{id}", version },
      },
    };
  }
  return {
    change: {
      minutesBefore,
      action: "UpdateService",
      actor: "role/deploy",
      resources: ["arn:aws:ecs:{region}:{account}:service/shop/{id}"],
      detail: { taskDefinition: `shop-{id}:${version}`, previous: `shop-{id}:${Number(version) - 1}`, cluster: "shop" },
    },
  };
}
