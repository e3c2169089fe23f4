import { withoutEnd } from "../../card/number.ts";
import type { ClusterReason } from "../../findings/cluster-reason.ts";
import type { HypothesisDraft } from "../../investigation/diagnosis.ts";
import { commandOf } from "../words/reason-words.ts";

/** Commands of kubectl that only show something. */
const SHOWS = /^kubectl (?:-n \S+ )?(?:get|describe|logs|top|events|explain|rollout (?:history|status)|auth can-i)\b/;

const LONGEST = 120;

/** What mends the field that a cluster's state shows to be wrong, and the question that shows whether it is. */
export function reasonRelief({
  cluster,
  reason,
}: ClusterReason): Pick<HypothesisDraft, "settles" | "relief" | "refutedBy"> {
  const { relief, field, expected, object, refutedBy } = reason;
  const text = field === undefined ? `Look at ${object.name}` : `Set ${field} right: ${withoutEnd(expected, LONGEST)}`;
  return {
    settles: { text: `the state of ${cluster} now`, command: commandOf(cluster, object) },
    ...(relief && {
      relief: {
        text: SHOWS.test(relief.command) ? `Look at ${object.name}` : text,
        command: relief.command,
        ...(relief.undo !== undefined && { undo: relief.undo }),
        ...(relief.undo === undefined && !SHOWS.test(relief.command) && { noUndo: "the value before is unknown" }),
      },
    }),
    refutedBy,
  };
}
