import { type IncidentLibrary, isOf } from "./source.ts";

/** All libraries of simulated incidents as one. */
export interface Simulations extends Omit<IncidentLibrary, "topics"> {
  readonly topics: readonly IncidentLibrary["topics"][];
}

/** Joins libraries of simulated incidents. */
export function joinSimulations(simulations: readonly IncidentLibrary[]): Simulations {
  const incidents = simulations.flatMap((each) => each.incidents);
  return {
    on: simulations.some(({ on }) => on),
    topics: simulations.map(({ topics }) => topics),
    incidents,
    async raise(incident) {
      const library = simulations.find((each) => each.incidents.some((known) => isOf(known, incident)));
      if (!library) throw new Error(`There is no incident ${incident}.`);
      await library.raise(incident);
    },
    resume(alarm) {
      for (const each of simulations) each.resume(alarm);
    },
    components: () => simulations.flatMap((each) => each.components()),
  };
}
