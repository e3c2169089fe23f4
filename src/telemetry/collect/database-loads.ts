import type { DatabaseLoad } from "../../findings/database-load.ts";
import type { Findings } from "../../findings/findings.ts";
import type { Window } from "../../findings/measured.ts";
import type { Component } from "../../graph/service-graph.ts";
import type { Telemetry } from "../ports/ports.ts";
import type { Asker } from "./asker.ts";

/** Databases whose load is read, the nearest first: each takes nine calls. */
const MOST = 3;
const KIND = "AWS::RDS::DBInstance";
/** Load is compared with as long a time as this before, seconds. */
const BEFORE = 3_600;

/** Asks what loads the databases among components, around the symptom and in the hour before. */
export function askLoads(
  { databaseLoads }: Pick<Telemetry, "databaseLoads">,
  asker: Asker,
  components: readonly Component[],
  around: Window,
): readonly Promise<NonNullable<Findings["loads"]>>[] {
  if (!databaseLoads) return [];
  const before = { start: around.start - BEFORE, end: around.start };
  return components
    .filter(({ kind }) => kind === KIND)
    .slice(0, MOST)
    .map(async ({ id, name }) => {
      const load = await asker.ask<DatabaseLoad | undefined>("loads", `the load of ${name}`, undefined, (signal) =>
        databaseLoads.compare(name, { before, around }, signal),
      );
      return load ? [{ ...load, component: id }] : [];
    });
}
