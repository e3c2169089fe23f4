import type { MaySee } from "../access/audience.ts";
import type { Reader } from "../access/reader.ts";
import { OPEN_LOOKED_AT } from "../investigation/view/read.ts";
import type { Summary } from "../store/directory.ts";

/** Open investigations that a reader may see, newest first; `all` is false if more may be open. */
export interface OpenList {
  readonly listed: readonly Summary[];
  readonly all: boolean;
}

export type ListOpen = (reader: Reader) => Promise<OpenList>;

/** Lists open investigations for one reader: only those that are shown in a channel that the reader sees. */
export function createListOpen(list: () => Promise<readonly Summary[]>, maySee: MaySee): ListOpen {
  return async (reader) => {
    const open = await list();
    const asked = new Map<string, Promise<boolean>>();
    const seen = await Promise.all(
      open.map((summary) => {
        const key = [summary.place, ...(summary.also ?? [])].join(" ");
        const answer = asked.get(key) ?? maySee(reader, summary);
        asked.set(key, answer);
        return answer;
      }),
    );
    return { listed: open.filter((_, index) => seen[index]), all: open.length < OPEN_LOOKED_AT };
  };
}
