import { z } from "zod";
import { NewerRelease } from "../errors.ts";
import { type Event, event } from "../events/events.ts";
import { verdict } from "../events/evidence.ts";
import { severity } from "../events/severity.ts";
import { published, type Work } from "../events/work.ts";
import { traceParent } from "../tracing/tracer.ts";
import { facts } from "./facts.ts";
import type { Commit } from "./store.ts";

const following = z.discriminatedUnion("type", [
  z.object({ type: z.literal("chat") }),
  z.object({ type: z.literal("investigate"), episode: z.number() }),
  z.object({ type: z.literal("ask"), query: z.string() }),
  z.object({ type: z.literal("wake"), timer: z.string(), at: z.string() }),
  z.object({ type: z.literal("summarise") }),
  z.object({ type: z.literal("publish"), what: published }),
  z.object({
    type: z.literal("notify"),
    what: z.enum(["trigger", "resolve"]),
    episode: z.number(),
    target: z.number(),
  }),
  z.object({
    type: z.literal("pageReceiver"),
    what: z.enum(["trigger", "resolve"]),
    episode: z.number(),
    receiver: z.string(),
    target: z.number(),
  }),
]);
const work = following.and(z.object({ trace: traceParent.exactOptional() }));
/** The schema of stored work. */
export const storedWork: z.ZodType<Work> = work;

/** The schema of what a store keeps of a commit beside its stream and version. */
export const storedCommit = z.object({
  meta: z.object({ id: z.string(), actor: z.object({ id: z.string(), name: z.string() }), at: z.string() }),
  events: z.array(event),
  work: z.array(work),
});

/** The schema of a stored summary. */
export const storedSummary = z.object({
  stream: z.string(),
  number: z.number(),
  version: z.number(),
  status: z.enum(["open", "closed"]),
  title: z.string(),
  place: z.string(),
  also: z.array(z.string()).exactOptional(),
  verdict: verdict.exactOptional(),
  groupKey: z.string().exactOptional(),
  storm: z.number().exactOptional(),
  owner: z.string().exactOptional(),
  ownerId: z.string().exactOptional(),
  assigneeId: z.string().exactOptional(),
  severity: severity.exactOptional(),
  openedAt: z.string(),
  closedAt: z.string().exactOptional(),
  facts: facts.exactOptional(),
});

/** An unfinished step of a lane. `due` is epoch ms. */
export const waitingStep = z.object({
  version: z.number(),
  index: z.number(),
  work: storedWork,
  due: z.number(),
  attempts: z.number(),
});
export type WaitingStep = z.infer<typeof waitingStep>;

/** A commit as it was stored. Throws {@link NewerRelease} if it is not as this release writes them. */
export function parseCommit(stream: string, version: number, body: unknown): Commit {
  return { stream, version, ...parseStored(storedCommit, body, `${stream} ${version}`) };
}

/** The same as far as it can be read: an event that a newer release wrote in its own way is `unreadable`. */
export function readCommit(stream: string, version: number, body: unknown): Commit {
  const parsed = storedCommit.safeParse(body);
  if (parsed.success) return { stream, version, ...parsed.data };
  const { meta, events } = outline.parse(body);
  const unreadable: Event = { type: "unreadable", at: meta.at, by: meta.actor };
  const read = events.map((each) => event.safeParse(each).data ?? unreadable);
  return { stream, version, meta, events: read.includes(unreadable) ? read : [...read, unreadable], work: [] };
}

const nobody = { id: "", actor: { id: "", name: "" }, at: new Date(0).toISOString() };
const outline = z
  .object({ meta: storedCommit.shape.meta.catch(nobody), events: z.array(z.unknown()).catch([]) })
  .catch({ meta: nobody, events: [] });

/** Parses what was stored with a schema. What is appended has passed it, so that all else is a newer release's: {@link NewerRelease}. */
export function parseStored<Schema extends z.ZodType>(schema: Schema, body: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new NewerRelease(`${what} was written by a newer release of Gumshoe.`, { cause: parsed.error });
}

const EVENT_TYPES: ReadonlySet<string> = new Set(event.options.map((option) => option.shape.type.value));

/** Throws {@link NewerRelease} if one of these types of events is unknown. */
export function assureKnown(types: readonly string[], what: string): void {
  if (types.every((type) => EVENT_TYPES.has(type))) return;
  throw new NewerRelease(`${what} was written by a newer release of Gumshoe.`);
}
