import type { Event } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import type { Command } from "../command.ts";
import { evolve } from "../evolve.ts";
import type { Investigation } from "../state.ts";
import { startsItself } from "./decide-alarm.ts";
import { accept, type Decision, unchanged } from "./decision.ts";

/** Shows what was held back, holds it until a later time, or makes it a member of a storm. An alarm begins its investigation when it is shown. */
export function decideHeld(
  state: Investigation,
  command: Extract<Command, { type: "release" | "holdOn" | "joinStorm" }>,
  meta: Meta,
): Decision {
  const { held } = state;
  if (!held || state.status === "closed") return unchanged;
  const stamp = { at: meta.at, by: meta.actor };
  if (command.type === "holdOn") {
    return accept({ type: "heldOn", ...stamp, held: { ...held, reason: command.reason, until: command.until } });
  }
  if (command.type === "joinStorm") return accept({ type: "joinedStorm", ...stamp, storm: command.storm });
  const released: Event = { type: "released", ...stamp, place: held.place, also: held.also };
  return accept(released, ...startsItself(evolve(state, released), meta));
}
