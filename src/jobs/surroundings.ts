import type { Alarm, Gap } from "../events/events.ts";
import type { ServiceGraph } from "../graph/service-graph.ts";
import type { StormMember } from "../investigation/command.ts";
import type { Investigation } from "../investigation/state.ts";
import { groupKeyOf } from "../notification/alarm.ts";
import { type Asker, createAsker } from "../telemetry/collect/asker.ts";
import { type Home, type Neighbours, placeIn } from "../telemetry/collect/bystanders.ts";
import type { StandingAlarm } from "../telemetry/ports/alarms.ts";
import { type Located, unlocated, withSpread } from "../telemetry/ports/places.ts";
import type { Telemetry } from "../telemetry/ports/ports.ts";
import { attributesOf } from "../telemetry/resources/attributes.ts";
import type { WorkContext } from "./context.ts";

/** A verdict is due within 30 s of the first alarms, even if sources do not answer. */
const BUDGET_MS = 10_000;
const GRAPH_BEFORE = 3600;
/** Accounts and Regions that are read, those with most members first; for the others only the alarms count. */
const MOST_HOMES = 4;
const nowhere: Home = { account: "unknown", region: "unknown" };
const nothing: ServiceGraph = { components: [], edges: [] };

/** The members in one account and Region, and what was read about it. */
export interface Neighbourhood {
  readonly members: readonly StormMember[];
  readonly seen: Neighbours;
}

/** Reads the surroundings of a storm's members by account and Region, with what could not be read. */
export async function lookAround(
  context: WorkContext,
  state: Investigation,
  outer: AbortSignal,
): Promise<{
  readonly neighbourhoods: readonly Neighbourhood[];
  readonly gaps: readonly Gap[];
  readonly horizons: Readonly<Record<string, number>>;
}> {
  const asker = createAsker({ budgetMs: BUDGET_MS, signal: outer, onProgress: () => {} });
  const { account, region } = nowhere;
  const keyOf = ({ attributes = {} }: StormMember) => `${attributes.account ?? account} ${attributes.Region ?? region}`;
  const groups = [...Map.groupBy(state.members, keyOf).values()].toSorted((one, other) => other.length - one.length);
  const looks = await Promise.all(
    groups.map(async (members, index) => {
      const alarm = await alarmOf(context, members[0]);
      const telemetry = index < MOST_HOMES ? context.telemetryFor(alarm ? { ...state, alarm } : state) : undefined;
      const home = alarm ? { account: alarm.account, region: alarm.region } : nowhere;
      return { members, alarm, telemetry, seen: await look(context, asker, { telemetry, home, members }) };
    }),
  );
  const [first, ...others] = looks;
  // Simulated alarms have nothing to do with the real accounts.
  const wellAlarms = first?.alarm?.simulated ? undefined : context.wellAlarms;
  const standing = wellAlarms ? await asker.ask("alarms", "alarms elsewhere", [], wellAlarms) : [];
  outer.throwIfAborted();
  const blind = { what: "Quiet resources", reason: "no telemetry is connected", remedy: "set AWS credentials" };
  return {
    neighbourhoods: first ? [{ ...first, seen: withAlarms(first.seen, standing, looks) }, ...others] : [],
    gaps: first?.telemetry ? asker.gaps() : [blind],
    horizons: asker.horizons(),
  };
}

/** Adds the alarms of other accounts and Regions once; those of the homes are known already. */
function withAlarms(seen: Neighbours, alarms: readonly StandingAlarm[], looks: readonly Neighbourhood[]): Neighbours {
  const listedArns = new Set(looks.flatMap((each) => each.seen.standing.map(({ arn }) => arn)));
  const fired = new Set(looks.flatMap(({ members }) => members.map(({ groupKey }) => groupKey)));
  const isNew = ({ arn, name }: StandingAlarm): boolean =>
    !listedArns.has(arn) && !fired.has(groupKeyOf({ ...(placeIn(arn) ?? nowhere), name }));
  return { ...seen, standing: [...seen.standing, ...alarms.filter(isNew)] };
}

interface Looked {
  readonly telemetry: Telemetry | undefined;
  readonly home: Home;
  readonly members: readonly StormMember[];
}

/** Reads the service graph, the alarms in state OK, and the zones of resources. */
async function look({ now }: WorkContext, asker: Asker, { telemetry, home, members }: Looked): Promise<Neighbours> {
  if (!telemetry) return { graph: nothing, standing: [], home, located: unlocated };
  const { topology, alarms, places } = telemetry;
  const end = now().getTime() / 1000;
  const [graph, standing, spread, zones] = await Promise.all([
    asker.ask("topology", "the service graph", nothing, (signal) =>
      topology.graph({ start: end - GRAPH_BEFORE, end }, signal),
    ),
    alarms ? asker.ask("alarms", "alarms that are well", [], (signal) => alarms.list({ state: "OK" }, signal)) : [],
    places ? asker.ask("places", "load balancers by zone", [], (signal) => places.spread(signal)) : [],
    places ? asker.ask("places", "ids of zones", new Map(), (signal) => places.zones(signal)) : new Map(),
  ]);
  const spreadGraph = withSpread(graph, spread);
  const instances = places
    ? await instancesOf(asker, places, { home, members, graph: spreadGraph, standing })
    : new Map();
  const ids = [...zones].map(
    ([name, id]) => [attributesOf(home, { AvailabilityZone: name }).zone ?? name, id] as const,
  );
  return { graph: spreadGraph, standing, home, located: { zones: new Map(ids), instances } };
}

/** While a zone is lost EC2 may fail to describe its instances, so the members' instances are read separately from the unaffected ones. */
async function instancesOf(
  asker: Asker,
  places: NonNullable<Telemetry["places"]>,
  { home, members, graph, standing }: Pick<Neighbours, "home" | "graph" | "standing"> & Pick<Looked, "members">,
): Promise<Located["instances"]> {
  const fired = members.flatMap(({ attributes }) => attributes?.InstanceId ?? []);
  const quiet = [
    ...standing.flatMap(({ metric }) => metric?.dimensions.InstanceId ?? []),
    ...graph.components.flatMap(({ metrics }) => metrics.flatMap(({ query }) => query.dimensions.InstanceId ?? [])),
  ];
  const asked = await Promise.all(
    [fired, quiet].map((ids) =>
      ids.length === 0
        ? new Map<string, Readonly<Record<string, string>>>()
        : asker.ask("places", "zones of instances", new Map(), (signal) => places.instances(ids, signal)),
    ),
  );
  return new Map(asked.flatMap((found) => [...found].map(([id, each]) => [id, attributesOf(home, each)] as const)));
}

/** The alarm of a member, which names its account and Region. */
async function alarmOf({ directory, load }: WorkContext, member: StormMember | undefined): Promise<Alarm | undefined> {
  if (member?.alarm) return member.alarm;
  const stream = member && (await directory.find(`group/${member.groupKey}`));
  return stream === undefined ? undefined : (await load(stream)).state.alarm;
}
