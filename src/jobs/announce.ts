import { mapInBatches } from "../concurrency/in-batches.ts";
import type { WorkContext } from "./context.ts";
import { type Group, roundMeta } from "./group.ts";

/** The newest open investigations that are considered. */
const MOST = 500;
const AT_ONCE = 8;

/** Passes an AWS Health notice to the open investigations in its Region; each decides whether it is new to it. */
export async function announce(context: WorkContext, group: Group): Promise<void> {
  const { announcement: announced, route } = group;
  if (!announced || route.simulated) return;
  const open = await context.directory.list("open", MOST);
  const here = open.filter(({ groupKey }) => {
    const [, region] = groupKey?.split("/") ?? [];
    return region !== undefined && (announced.region ?? region) === region;
  });
  await mapInBatches(here, AT_ONCE, ({ stream }) =>
    context.handle(stream, { type: "announce", announced }, roundMeta(context, group, `announce/${stream}`)),
  );
}
