import type { Block, Card } from "../../card/card.ts";
import { counted } from "../../card/number.ts";
import type { StormMember } from "../command.ts";
import { type Investigation, investigationName, presentEpisode } from "../state.ts";
import { groupsOf, type StormGroup } from "./storm-groups.ts";

/** A storm with more members names them all in its thread. */
export const NAMED_ON_CARD = 10;
/** Characters of names in one block and in one message, so that no platform has to cut any of them, escaped or not. */
const BLOCK = 2_000;
const MESSAGE = 8_000;
/** The most messages of a list: about 2,500 names. The file has all of them. */
const MOST_MESSAGES = 10;

/** A member by its whole name, with its state if it is not in ALARM and its number if it has an investigation of its own. */
export function nameOf({ name, state, investigation }: StormMember): string {
  const said = [
    ...(state === "ALARM" ? [] : [state === "OK" ? "OK" : "no data"]),
    ...(investigation === undefined ? [] : [`G-${investigation}`]),
  ];
  return said.length === 0 ? name : `${name} (${said.join(", ")})`;
}

/** The messages that name every member of a storm, grouped; none while its card names them all. */
export function stormListCards(state: Investigation): readonly Card[] {
  const { members } = state;
  if (members.length <= NAMED_ON_CARD) return [];
  const pages = pagesOf(groupsOf(members));
  const shown = pages.slice(0, MOST_MESSAGES);
  return shown.map(({ blocks }, index) => {
    const part = shown.length === 1 ? "" : `, part ${index + 1} of ${shown.length}`;
    const title = `ALL ${counted(members.length, "alarm")} by name${part}`;
    return {
      title,
      tone: "neutral",
      investigation: investigationName(state),
      blocks: [
        ...blocks,
        ...(index === 0 ? fileBlocks(state) : []),
        ...(index === shown.length - 1 ? rest(pages) : []),
      ],
      push: title,
    };
  });
}

interface Page {
  readonly blocks: readonly Block[];
  readonly characters: number;
  readonly named: number;
}

const emptyPage: Page = { blocks: [], characters: 0, named: 0 };

/** Fills messages with groups of names; a group that does not fit goes on in the next one. */
function pagesOf(groups: readonly StormGroup[]): readonly Page[] {
  const pages: Page[] = [emptyPage];
  for (const { text, named } of groups.flatMap(textsOf)) {
    const page = pages.at(-1) ?? emptyPage;
    const fits = page.characters + text.length <= MESSAGE || page.named === 0;
    const { blocks, characters, named: before } = fits ? page : emptyPage;
    if (fits) pages.pop();
    pages.push({
      blocks: [...blocks, { type: "text", text }],
      characters: characters + text.length,
      named: before + named,
    });
  }
  return pages;
}

/** "ECS, 84 alarms: orders-5xx, orders-latency", in texts that fit into a block. */
function textsOf({ name, members }: StormGroup): readonly { readonly text: string; readonly named: number }[] {
  const texts: { text: string; named: number }[] = [];
  let open = { text: `${name}, ${counted(members.length, "alarm")}: `, named: 0 };
  for (const member of members) {
    const next = nameOf(member);
    if (open.named > 0 && open.text.length + next.length + 2 > BLOCK) {
      texts.push(open);
      open = { text: `${name}, continued: `, named: 0 };
    }
    open = { text: `${open.text}${open.named === 0 ? "" : ", "}${next}`, named: open.named + 1 };
  }
  return [...texts, open];
}

function rest(pages: readonly Page[]): readonly Block[] {
  const left = pages.slice(MOST_MESSAGES).reduce((sum, { named }) => sum + named, 0);
  return left === 0 ? [] : [{ type: "context", text: `… and ${left} more, in the file above` }];
}

/** The file with the members as they stood when it was made; once there are more, it says how many it has, and of when. */
function fileBlocks(state: Investigation): readonly Block[] {
  const list = state.findings[presentEpisode(state)]?.conclusion?.list;
  if (!list) return [];
  const { archive, rows, at } = list;
  const file = { type: "file", archive, name: `${investigationName(state)}-alarms.csv` } as const;
  if (rows === state.members.length) return [{ ...file, rows }];
  return [file, { type: "context", text: [`The file has ${counted(rows, "alarm")}, as they stood at `, { time: at }] }];
}
