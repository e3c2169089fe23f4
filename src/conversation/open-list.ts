import type { MaySee } from "../access/audience.ts";
import type { Reader } from "../access/reader.ts";
import { worst } from "../events/severity.ts";
import { STORM_TITLE } from "../investigation/storm-lines.ts";
import { OPEN_LOOKED_AT } from "../investigation/view/read.ts";
import type { Summary } from "../store/directory.ts";

/** Open investigations that a reader may see, newest first; `all` is false if more may be open. */
export interface OpenList {
  readonly listed: readonly Summary[];
  readonly all: boolean;
}

/** A line of a list. Of a storm that is not in the list itself only its number is known. */
export type Item = Pick<Summary, "number" | "title"> & Partial<Summary>;

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

/** The list without members of storms, which are not investigated until somebody asks; their storm is in the list. */
export function withoutMembers(open: readonly Summary[]): readonly Item[] {
  const isMember = ({ storm, verdict, owner, assigneeId }: Summary): boolean =>
    storm !== undefined && verdict === undefined && owner === undefined && assigneeId === undefined;
  const storms = new Set(open.filter(isMember).flatMap(({ storm }) => storm ?? []));
  const others = open.filter((each) => !isMember(each));
  const listed = new Set(others.map(({ number }) => number));
  const unlisted = [...storms].filter((number) => !listed.has(number));
  return [...unlisted.map((number) => ({ number, title: STORM_TITLE })), ...others];
}

/** The worst first; what belongs to a storm follows it. */
export function inOrder(items: readonly Item[]): readonly Item[] {
  const isWorse = (one: Item, other: Item): number => {
    if (one.severity === other.severity) return other.number - one.number;
    return worst([one.severity, other.severity]) === one.severity ? -1 : 1;
  };
  const sorted = [...items].sort(isWorse);
  const numbers = new Set(items.map(({ number }) => number));
  const ofStorm = Map.groupBy(sorted, ({ storm }) => (storm !== undefined && numbers.has(storm) ? storm : undefined));
  return (ofStorm.get(undefined) ?? []).flatMap((item) => [item, ...(ofStorm.get(item.number) ?? [])]);
}
