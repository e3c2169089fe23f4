import { mapInBatches } from "../concurrency/in-batches.ts";
import { messageOf } from "../errors.ts";
import { nextStep } from "../investigation/carried/escalation.ts";
import { OPEN_LOOKED_AT } from "../investigation/view/read.ts";
import type { ConversationContext } from "./context.ts";
import type { Inbound } from "./inbound.ts";

/** Investigations that are read side by side. */
const AT_ONCE = 10;

/**
 * Has every open card say whom its next steps page after an override. Never rejects, and nobody waits for it: whoever is paged is looked up
 * again when a step is due.
 */
export async function renewEscalations(context: ConversationContext, inbound: Inbound): Promise<void> {
  const { directory, log } = context;
  try {
    const open = await directory.list("open", OPEN_LOOKED_AT);
    const untaken = open.filter(({ ownerId }) => ownerId === undefined);
    await mapInBatches(untaken, AT_ONCE, ({ stream }) => renew(context, stream, inbound));
  } catch (error) {
    log.warn({ delivery: inbound.id, error: messageOf(error) }, "cards may still name whoever was on call before");
  }
}

async function renew({ load, handle, onCall }: ConversationContext, stream: string, inbound: Inbound): Promise<void> {
  const { state } = await load(stream);
  const { escalation } = state;
  if (!nextStep(state) || !escalation) return;
  const [done, left] = [escalation.steps.slice(0, escalation.done), escalation.steps.slice(escalation.done)];
  const renewed = left.map(async ({ at, targets }) => ({
    at,
    targets: [...(await onCall.renewed(targets, new Date(at)))],
  }));
  const steps = [...done, ...(await Promise.all(renewed))];
  const { id, actor, at } = inbound;
  await handle(stream, { type: "renewEscalation", steps }, { id: `${id}/renew`, actor, at });
}
