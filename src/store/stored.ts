import { z } from "zod";
import { NewerRelease } from "../errors.ts";
import { event } from "../events/events.ts";
import { verdict } from "../events/evidence.ts";
import { severity } from "../events/severity.ts";
import type { Work } from "../events/work.ts";
import type { Commit } from "./store.ts";

const work = z.discriminatedUnion("type", [
  z.object({ type: z.literal("chat") }),
  z.object({ type: z.literal("investigate"), episode: z.number() }),
  z.object({ type: z.literal("ask"), query: z.string() }),
  z.object({ type: z.literal("wake"), timer: z.string(), at: z.string() }),
  z.object({ type: z.literal("summarise") }),
]);
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

/** A commit as it was stored. Throws {@link NewerRelease} if it has an event or work of an unknown type. */
export function parseCommit(stream: string, version: number, body: unknown): Commit {
  return { stream, version, ...parseStored(storedCommit, body, `${stream} ${version}`) };
}

/** Parses what was stored with a schema. Throws {@link NewerRelease} if its type is unknown. */
export function parseStored<Schema extends z.ZodType>(schema: Schema, body: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const unknownType = parsed.error.issues.some(({ code }) => code === "invalid_union");
  if (unknownType) throw newer(what);
  throw parsed.error;
}

const EVENT_TYPES: ReadonlySet<string> = new Set(event.options.map((option) => option.shape.type.value));

/** Throws {@link NewerRelease} if one of these types of events is unknown. */
export function assureKnown(types: readonly string[], what: string): void {
  if (types.some((type) => !EVENT_TYPES.has(type))) throw newer(what);
}

function newer(what: string): NewerRelease {
  return new NewerRelease(`${what} was written by a newer release of Gumshoe.`);
}
