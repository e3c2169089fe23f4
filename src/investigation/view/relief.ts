import { type Block, UNDO_WORDS } from "../../card/card.ts";
import type { Relief } from "../../events/events.ts";
import { standingVerdict } from "../ranking/ranking.ts";
import type { Hypothesis, Investigation } from "../state.ts";

/** Commands of AWS and of Kubernetes that only read. */
const READS =
  /^(?:aws [\w-]+ (?:describe|list|get|lookup)-|kubectl (?:-n \S+ )?(?:get|describe|logs|top|events|explain|rollout (?:history|status)|auth can-i)\b)/;

/** Whether a command changes nothing. */
export function isReadOnly(command: string): boolean {
  return READS.test(command);
}

const LINK = /^https?:/;

/** "Relief: Back to shop-orders:142", or "Check: …" if its command only reads. */
export function reliefWords({ text, command }: Relief): string {
  return `${isReadOnly(command) ? "Check" : "Relief"}: ${text}`;
}

const NONE = "no command is known that stops this";

/** "Relief: Back to shop-orders:142"; of a confirmed cause without one, that there is none. Undefined where nothing is to be relieved. */
export function reliefLine(state: Investigation, { weight }: Hypothesis): string | undefined {
  if (!isToBeRelieved(state)) return undefined;
  if (weight.relief) return reliefWords(weight.relief);
  return weight.standing === "CONFIRMED" ? `Relief: ${NONE}` : undefined;
}

/** The relief as the first thing to do: a sentence without its full stop. */
export function reliefStep(state: Investigation, { weight: { relief, standing } }: Hypothesis): string | undefined {
  if (!isToBeRelieved(state)) return undefined;
  if (relief)
    return !LINK.test(relief.command) && !isReadOnly(relief.command)
      ? `${relief.text}, with the command below`
      : relief.text;
  return standing === "CONFIRMED" ? `Relief: ${NONE}` : undefined;
}

/** Whether something hurts, and its cause is more than a weak lead. */
function isToBeRelieved(state: Investigation): boolean {
  const isOver = state.status === "closed" || state.episodes.at(-1)?.recoveredAt !== undefined;
  return !isOver && standingVerdict(state)?.verdict !== "INCONCLUSIVE";
}

/** The command of a relief, to copy, and the one that takes it back; or a link to where the change was made. */
export function reliefBlocks(state: Investigation, { weight: { relief } }: Hypothesis): readonly Block[] {
  if (!relief || !isToBeRelieved(state)) return [];
  const { command, undo, noUndo = "no command is known" } = relief;
  if (LINK.test(command)) return [{ type: "links", links: [{ url: command, text: "Where it was made" }] }];
  const copied: Block = { type: "command", text: command, ...(undo !== undefined && { undo }) };
  return undo !== undefined || isReadOnly(command)
    ? [copied]
    : [copied, { type: "context", text: `${UNDO_WORDS}: ${noUndo}` }];
}
