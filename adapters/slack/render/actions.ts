import type { types } from "@slack/bolt";
import type { Action, Link } from "../../../src/card/card.ts";
import { LIMIT } from "./limits.ts";
import { codePoints, plainText } from "./text.ts";

/** Buttons that fit into a row on a phone; the others go into the menu. */
const IN_A_ROW = 5;

/** A row of buttons with a menu for the others. `name` distinguishes the rows of a message. */
export function toActions(actions: readonly Action[], name: string): readonly types.KnownBlock[] {
  const usable = actions.filter(({ command }) => codePoints(command) <= LIMIT.value);
  const inMenu = usable.filter((action) => action.overflow && fitsMenu(action)).slice(0, LIMIT.overflow);
  const buttons = usable.filter((action) => !inMenu.includes(action));
  const shown = fitting(
    buttons.slice(0, LIMIT.actions - 1).map((action, index) => toButton(action, `${name}-${index}`)),
  );
  const left = actions.length - shown.length - inMenu.length;
  const elements: types.ActionsBlockElement[] = [...shown];
  if (inMenu.length > 0) elements.splice(Math.max(IN_A_ROW, shown.length), 0, toMenu(inMenu, `${name}-more`));
  const blocks: types.KnownBlock[] = [];
  if (elements.length > 0) blocks.push({ type: "actions", block_id: name, elements });
  if (left > 0) {
    const text = `… and ${left} more; type help for what can be typed`;
    blocks.push({ type: "context", elements: [plainText(text, LIMIT.contextElement)] });
  }
  return blocks;
}

/** A row of buttons that open pages. They have no value, so pressing one says nothing. */
export function toLinks(links: readonly Link[], name: string): readonly types.KnownBlock[] {
  const elements = links
    .filter(({ url }) => codePoints(url) <= LIMIT.url)
    .slice(0, IN_A_ROW)
    .map(({ url, text }, index): types.Button => {
      return { type: "button", action_id: `${name}-${index}`, text: plainText(text, LIMIT.button), url };
    });
  return elements.length === 0 ? [] : [{ type: "actions", block_id: name, elements }];
}

/** The first buttons that leave room for the rest of the message. */
function fitting(buttons: readonly types.Button[]): readonly types.Button[] {
  let room = LIMIT.characters / 3;
  return buttons.filter((button) => {
    room -= codePoints(JSON.stringify(button));
    return room >= 0;
  });
}

function toButton({ label, command, style, confirm }: Action, id: string): types.Button {
  return {
    type: "button",
    action_id: id,
    text: plainText(label, LIMIT.button),
    value: command,
    ...(style !== undefined && { style }),
    ...(confirm !== undefined && { confirm: toConfirm(label, confirm) }),
  };
}

function toConfirm(label: string, text: string): types.ConfirmationDialog {
  return {
    title: plainText(label, LIMIT.confirmTitle),
    text: plainText(text, LIMIT.confirm),
    confirm: plainText(label, 30),
    deny: plainText("Cancel", 30),
  };
}

/** A menu's confirmation applies to all its options, so actions to confirm stay buttons. */
function fitsMenu({ command, confirm }: Action): boolean {
  return confirm === undefined && codePoints(command) <= LIMIT.optionValue;
}

function toMenu(actions: readonly Action[], id: string): types.Overflow {
  return {
    type: "overflow",
    action_id: id,
    options: actions.map(({ label, command }) => ({ text: plainText(label, LIMIT.option), value: command })),
  };
}
