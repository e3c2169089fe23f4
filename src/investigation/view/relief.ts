import { type Block, UNDO_WORDS } from "../../card/card.ts";
import type { Relief } from "../../events/events.ts";
import { standingVerdict } from "../ranking/ranking.ts";
import { type Hypothesis, type Investigation, presentEpisode } from "../state.ts";

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
/** What a relief is for once the alarm is over. */
const AGAIN = "If it fires again";

/** "Relief: Back to shop-orders:142"; of a confirmed cause without one, that there is none. Undefined where nothing is to be relieved. */
export function reliefLine(state: Investigation, { weight }: Hypothesis): string | undefined {
  if (!isToBeRelieved(state)) return undefined;
  if (weight.relief) return isOver(state) ? againWords(weight.relief, weight.relief.text) : reliefWords(weight.relief);
  return weight.standing === "CONFIRMED" && !isOver(state) ? `Relief: ${NONE}` : undefined;
}

/** The relief as the first thing to do: a sentence without its full stop. */
export function reliefStep(state: Investigation, { weight: { relief, standing } }: Hypothesis): string | undefined {
  if (!isToBeRelieved(state)) return undefined;
  const over = isOver(state);
  if (!relief) return standing === "CONFIRMED" && !over ? `${NONE[0]?.toUpperCase()}${NONE.slice(1)}` : undefined;
  const has = !LINK.test(relief.command) && !isReadOnly(relief.command);
  // What is behind a semicolon belongs to the relief, and not to its command.
  const step = has ? relief.text.replace(/(?=;|$)/, ", with the command below") : relief.text;
  return over ? againWords(relief, step) : step;
}

/** Whether something hurts or can come back, and its cause is more than a weak lead. What a change has mended needs no relief. */
function isToBeRelieved(state: Investigation): boolean {
  const mended = state.findings[presentEpisode(state)]?.recovery?.followed !== undefined && isOver(state);
  return state.status !== "closed" && !mended && standingVerdict(state)?.verdict !== "INCONCLUSIVE";
}

/** "If it fires again: back to shop-orders:142". */
function againWords({ command }: Relief, step: string): string {
  const check = isReadOnly(command) ? ", check" : "";
  return `${AGAIN}${check}: ${step.replace(/^[A-Z](?=[a-z]* )/, (first) => first.toLowerCase())}`;
}

function isOver(state: Investigation): boolean {
  return state.episodes.at(-1)?.recoveredAt !== undefined;
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
