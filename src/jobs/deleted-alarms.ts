import { mapInBatches } from "../concurrency/in-batches.ts";
import { gumshoe, type WorkContext } from "./context.ts";

const AT_ONCE = 8;

/** Closes the investigations of alarms that were deleted: nothing will ever say that they recovered. Keys are those of groups. */
export async function closeDeleted(
  { directory, load, handle, now }: WorkContext,
  deleted: readonly { readonly groupKey: string; readonly change: string }[],
): Promise<void> {
  await mapInBatches(deleted, AT_ONCE, async ({ groupKey, change }) => {
    const stream = await directory.find(`group/${groupKey}`);
    if (stream === undefined) return;
    const { state } = await load(stream);
    if (state.status !== "open") return;
    const meta = { id: `deleted/${groupKey}/${change}`, actor: gumshoe, at: now().toISOString() };
    await handle(stream, { type: "close", resolution: "The alarm was deleted in CloudWatch." }, meta);
  });
}
