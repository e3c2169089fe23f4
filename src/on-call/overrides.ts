import { z } from "zod";
import type { Actor } from "../events/events.ts";
import { parseJson } from "../json.ts";
import type { Board } from "../store/board.ts";
import type { Override } from "./rota.ts";

const mark = z.object({ by: z.object({ id: z.string(), name: z.string() }), at: z.string() });
const kept = z.object({
  number: z.number(),
  schedule: z.string(),
  /** The key of a person in the file. */
  person: z.string(),
  start: z.number(),
  end: z.number(),
  made: mark,
  undone: mark.optional(),
});
/** Another person on call for a time, epoch seconds: who said so and when, and who took it back. */
export type RecordedOverride = z.infer<typeof kept> & Override;

/** The overrides that people typed. What is taken back stays in the record. */
export interface Overrides {
  list(): Promise<readonly RecordedOverride[]>;
  /** Adds one; the same `id` again changes nothing. */
  add(id: string, override: Override & { readonly schedule: string }, by: Actor): Promise<RecordedOverride>;
  /** Takes one back by its number, or the newest that stands; undefined if there is none. */
  undo(number: number | undefined, by: Actor): Promise<RecordedOverride | undefined>;
}

const PLACE = "on-call/overrides";
/** The newest that are read; older ones are over. */
const READ = 200;

export function createOverrides(board: Board, now: () => Date): Overrides {
  async function entries(): Promise<readonly { readonly key: string; readonly override: RecordedOverride }[]> {
    const messages = await board.list(PLACE, READ);
    return messages.flatMap(({ key, body }) => {
      const override = kept.safeParse(parseJson(body)).data;
      return override ? [{ key, override }] : [];
    });
  }
  async function put(key: string, override: RecordedOverride): Promise<RecordedOverride> {
    await board.put({ place: PLACE, key, postedAt: override.made.at, body: JSON.stringify(override) });
    return override;
  }
  const markOf = (by: Actor) => ({ by, at: now().toISOString() });

  return {
    list: async () => (await entries()).map(({ override }) => override),
    async add(id, override, by) {
      const all = await entries();
      const same = all.find(({ key }) => key === id);
      if (same) return same.override;
      const number = Math.max(0, ...all.map((each) => each.override.number)) + 1;
      return put(id, { number, ...override, made: markOf(by) });
    },
    async undo(number, by) {
      const standing = (await entries()).filter(({ override }) => !override.undone);
      const found = standing.findLast(({ override }) => number === undefined || override.number === number);
      return found && put(found.key, { ...found.override, undone: markOf(by) });
    },
  };
}
