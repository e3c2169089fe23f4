import type { Investigation, Note } from "../../investigation/state.ts";

/** What somebody is to do, and who; undefined: nobody is named. `from`: who wrote it down. */
export interface ActionItem {
  readonly text: string;
  readonly owner: string | undefined;
  readonly from: string;
}

/** "action: alarm on the queue", "todo @ben: alarm on the queue", "action item for Ben: alarm on the queue". */
const ACTION = /^(?:action(?: item)?|to-?do)(?:\s+(?:for\s+)?@?([^\s:][^:]{0,60}?))?\s*:\s*(\S.*)$/is;

/** The action items that people wrote as notes. */
export function actionItemsOf({ notes }: Investigation): readonly ActionItem[] {
  return notes.flatMap((note) => actionItem(note) ?? []);
}

/** The action item that a note is; undefined for other notes. */
export function actionItem({ text, said, by }: Note): ActionItem | undefined {
  const [, owner, what] = ACTION.exec(text.trim()) ?? [];
  return what === undefined ? undefined : { text: what.trim(), owner: owner?.trim(), from: said?.author ?? by.name };
}
