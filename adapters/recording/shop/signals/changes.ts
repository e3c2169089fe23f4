import type { Change } from "../../../../src/findings/change.ts";
import { isAbout } from "../../../../src/telemetry/changes/change-index.ts";
import type { Changes } from "../../../../src/telemetry/ports/ports.ts";
import type { Fault } from "../faults/fault.ts";
import { callersOf, calls, type Part, type PartKind, partOf, parts } from "../world/graph.ts";
import { aliasesOf, arnOf, roleOf, type ShopPlace } from "../world/names.ts";
import { createDraw, hash, pickFrom } from "../world/noise.ts";

interface Habit {
  readonly action: string;
  readonly actors: readonly string[];
  readonly kinds: readonly PartKind[];
  readonly detail: Readonly<Record<string, string>>;
}

const people = ["role/developer/noor", "role/developer/ben", "role/operations/carla"] as const;
const deployers = ["role/deploy", "role/github-actions"] as const;

/** Routine changes that do no harm. */
const habits: readonly Habit[] = [
  {
    action: "UpdateService",
    actors: deployers,
    kinds: ["service"],
    detail: { taskDefinition: "shop-{id}:{n}", cluster: "shop" },
  },
  {
    action: "UpdateFunctionCode20150331v2",
    actors: deployers,
    kinds: ["function"],
    detail: { functionName: "{id}", version: "{n}" },
  },
  {
    action: "TagResource",
    actors: ["role/cost-tagging"],
    kinds: ["service", "table", "queue"],
    detail: { tag: "cost-centre" },
  },
  {
    action: "UpdateTable",
    actors: people,
    kinds: ["table"],
    detail: { tableName: "{id}", deletionProtectionEnabled: "true" },
  },
  {
    action: "SetQueueAttributes",
    actors: people,
    kinds: ["queue"],
    detail: { queueName: "{id}", MessageRetentionPeriod: "1209600" },
  },
  {
    action: "PutRolePolicy",
    actors: ["role/infrastructure"],
    kinds: ["service", "function"],
    detail: { roleName: "{role}", policyName: "read-parameters" },
  },
  {
    action: "CreateDBSnapshot",
    actors: ["role/backup"],
    kinds: ["database"],
    detail: { dBInstanceIdentifier: "{id}" },
  },
  { action: "UpdateService", actors: people, kinds: ["service"], detail: { desiredCount: "4", cluster: "shop" } },
];

/** Replaces `{id}`, `{role}`, `{account}` and `{region}` by those of a part. */
export function fill(text: string, part: Part, place: ShopPlace): string {
  return text
    .replaceAll("{id}", part.id)
    .replaceAll("{role}", roleOf(part))
    .replaceAll("{account}", place.account)
    .replaceAll("{region}", place.region);
}

/** What the changes of an incident are derived from; `onset` in epoch seconds. */
export interface Story {
  readonly seed: number;
  readonly fault: Fault;
  readonly component: string;
  readonly onset: number;
  readonly lastsMinutes: number;
  readonly place: ShopPlace;
  /** Other faults of the same day. */
  readonly also?: readonly Story[];
  /** Parts without harmless changes near the onset, beside the faulty one and its callers. */
  readonly spared?: readonly string[];
  /** Changes of the day's conditions. */
  readonly changes?: readonly Change[];
}

/** All changes from two weeks before the onset to the day after, oldest first: three to six near the onset, the others spread out. */
export function changesOf(story: Story): readonly Change[] {
  const draw = createDraw(story.seed, 900);
  const related = [...relatedTo(story.component), ...(story.spared ?? [])];
  const near = 3 + Math.floor(draw() * 4);
  // One between the guilty change and the alarm, so that the latest change is seldom the guilty one.
  const offsets = [-(2 + draw() * 10) * 60, draw() * 150 - 110];
  for (let index = 2; index < near; index++) offsets.push(-(draw() ** 2) * 6 * 3600 - 120);
  for (let day = -14; day <= 1; day++) {
    const many = 2 + Math.floor(draw() * 4);
    for (let index = 0; index < many; index++) offsets.push((day + draw()) * 86_400 + (day >= 0 ? 7200 : -7 * 3600));
  }
  const harmless = offsets.map((offset) => {
    const spared = Math.abs(offset) < 6 * 3600 ? related : [story.component];
    return harmlessChange(story, Math.round(story.onset + offset), spared, draw);
  });
  const others = (story.also ?? []).flatMap(guilty);
  return [...harmless, ...guilty(story), ...others, ...(story.changes ?? [])].sort((a, b) => a.at - b.at);
}

/** A part, its callers, and the targets of a load balancer: a change there would be plausible as the cause. */
function relatedTo(component: string): readonly string[] {
  const behind = partOf(component).kind === "loadBalancer" ? calls.filter(({ from }) => from === component) : [];
  return [component, ...callersOf(component), ...behind.map(({ to }) => to)];
}

function harmlessChange(story: Story, at: number, spared: readonly string[], draw: () => number): Change {
  const free = parts.filter(
    (part) => !spared.includes(part.id) && habits.some(({ kinds }) => kinds.includes(part.kind)),
  );
  const part = pickFrom(draw, free);
  const habit = pickFrom(
    draw,
    habits.filter(({ kinds }) => kinds.includes(part.kind)),
  );
  const number = String(40 + Math.floor(draw() * 300));
  const detail = Object.entries(habit.detail).map(([name, text]) => [
    name,
    fill(text, part, story.place).replace("{n}", number),
  ]);
  const resource = habit.action === "PutRolePolicy" ? aliasesOf(part, story.place).at(-1) : arnOf(part, story.place);
  return {
    id: identify(story.seed, at, number),
    at,
    action: habit.action,
    actor: pickFrom(draw, habit.actors),
    resources: [resource ?? part.id],
    detail: Object.fromEntries(detail),
  };
}

function guilty({ seed, fault, component, onset, place }: Story): readonly Change[] {
  if (!fault.change) return [];
  const { minutesBefore, action, actor, resources, detail, parameters } = fault.change;
  const part = partOf(component);
  const at = Math.round(onset - minutesBefore * 60 + (hash(seed, 901, 0) % 41));
  const filled = Object.entries(detail).map(([name, text]) => [name, fill(text, part, place)]);
  return [
    {
      id: identify(seed, at, action),
      at,
      action,
      actor,
      resources: resources.map((resource) => fill(resource, part, place)),
      detail: Object.fromEntries(filled),
      ...(parameters && { parameters }),
    },
  ];
}

/** A change id in the form of CloudTrail. */
export function identify(seed: number, at: number, salt: string): string {
  const hex = (key: number) =>
    hash(seed + salt.length, key, at)
      .toString(16)
      .padStart(8, "0");
  const all = hex(910) + hex(911) + hex(912) + hex(913);
  return [all.slice(0, 8), all.slice(8, 12), all.slice(12, 16), all.slice(16, 20), all.slice(20)].join("-");
}

/** CloudTrail of a shop; delivers `lag` seconds late. */
export function createChanges(all: readonly Change[], now: () => Date, lag: number): Changes {
  return {
    async during(window, signal, resource) {
      signal.throwIfAborted();
      const horizon = Math.floor(now().getTime() / 1000 - lag);
      const within = all.filter(({ at }) => at >= window.start && at < window.end && at <= horizon);
      const value = within.filter((change) => resource === undefined || isAbout(change, resource));
      return { value, horizon, gaps: [] };
    },
  };
}
