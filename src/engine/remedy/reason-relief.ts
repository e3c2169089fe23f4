import { withoutEnd } from "../../card/number.ts";
import type { ClusterReason } from "../../findings/cluster-reason.ts";
import type { HypothesisDraft } from "../../investigation/diagnosis.ts";
import { isReadOnly } from "../../investigation/view/relief.ts";
import { commandOf } from "../words/reason-words.ts";

type Advice = Pick<HypothesisDraft, "settles" | "relief" | "refutedBy">;

const LONGEST = 120;

/**
 * What mends the field that a cluster's state shows to be wrong, and the question that shows whether it is. After a change that can be taken
 * back (`ofLead`), that comes first: it restores everything that worked before.
 */
export function reasonRelief(reason: ClusterReason, ofLead: Advice | undefined): Advice {
  const mended = mendedBy(reason);
  return ofLead?.relief?.undo === undefined ? { ...ofLead, ...mended } : { ...mended, relief: ofLead.relief };
}

function mendedBy({ cluster, reason }: ClusterReason): Advice {
  const { relief, field, expected, object, refutedBy } = reason;
  const advice = {
    settles: { text: `the state of ${cluster} now`, command: commandOf(cluster, object) },
    refutedBy,
  };
  if (!relief) return advice;
  const { command, undo } = relief;
  if (isReadOnly(command)) return { ...advice, relief: { text: `Look at ${object.name}`, command } };
  const text =
    field === undefined ? `Mend ${object.name}` : `Set ${field} as it should be: ${withoutEnd(expected, LONGEST)}`;
  return {
    ...advice,
    relief: { text, command, ...(undo === undefined ? { noUndo: "the value before is unknown" } : { undo }) },
  };
}
