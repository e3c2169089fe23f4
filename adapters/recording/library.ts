import type { SimulatedIncident } from "./shop/faults/incidents.ts";
import { library as ofShop, simulate as simulateShop } from "./shop/shop.ts";
import type { Simulation, SimulationSetting } from "./shop/simulation.ts";
import { HEALTHY, simulateSystem, systemIncidentOf, systemIncidents } from "./systems/systems.ts";

/** All incidents that may be raised: those of the shop, and one for each AWS system. */
export const library: readonly (SimulatedIncident & { readonly healthy?: string })[] = [
  ...ofShop,
  ...systemIncidents.map((incident) => ({ ...incident, healthy: `${incident.id}${HEALTHY}` })),
];

/** The incident of a name, also of a system's healthy day: "network-firewall-healthy"; undefined if there is none. */
export function incidentOf(name: string): SimulatedIncident | undefined {
  return ofShop.find(({ id }) => id === name) ?? systemIncidentOf(name)?.incident;
}

/** Simulates a named incident; throws if there is none of that name. */
export function simulate(setting: SimulationSetting & { readonly incident: string }): Simulation {
  const ofSystem = systemIncidentOf(setting.incident);
  return ofSystem ? simulateSystem(ofSystem, setting) : simulateShop(setting);
}
