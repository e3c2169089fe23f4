import type { Change } from "../../../findings/change.ts";
import { plainAction } from "../../../telemetry/changes/call-parameters.ts";
import { access } from "./access.ts";
import { awsCommand } from "./command.ts";
import { compute } from "./compute.ts";
import { data } from "./data.ts";
import { delivery } from "./delivery.ts";
import { kubernetes } from "./kubernetes.ts";
import { earlierCalls, look, type Made, type ReliefDraft, type Rollback } from "./rollback.ts";

/** One entry per action that can be rolled back. */
const WAYS: Readonly<Record<string, Rollback>> = { ...compute, ...access, ...data, ...delivery, ...kubernetes };

/** How to roll a change back: by the entry of its action, else its origin's page; undefined if neither is known. `all` are the changes seen. */
export function rollbackOf(change: Change, all: readonly Change[]): ReliefDraft | undefined {
  const action = plainAction(change.action);
  const way = Object.hasOwn(WAYS, action) ? WAYS[action] : undefined;
  const found = way?.(madeOf(change, all));
  if (found || change.link === undefined) return found;
  return { text: "What made it can take it back", command: change.link };
}

/**
 * Where the current setting can be seen, for a change that was repeated without effect: rolling back the first one may restore what is set
 * already.
 */
export function lookAgain(change: Change, all: readonly Change[]): ReliefDraft | undefined {
  const made = madeOf(change, all);
  return look(
    `${change.action} was made once more since, in vain: the present setting is unknown`,
    "the calls before",
    earlierCalls(made, made.resources[0]),
  );
}

function madeOf(change: Change, all: readonly Change[]): Made {
  const parameters = toldBy(change);
  const region = regionOf(change);
  return {
    parameters,
    resources: change.resources,
    aws: (operation, options) =>
      awsCommand(operation, { ...options, ...(region !== undefined && !options.region && { region }) }),
    before: (actions, same, name) => {
      const earlier = all
        .filter((each) => each.at < change.at && actions.includes(plainAction(each.action)))
        .filter((each) => parameters[same] !== undefined && toldBy(each)[same] === parameters[same])
        .toSorted((one, other) => other.at - one.at);
      return earlier[0] && toldBy(earlier[0])[name];
    },
  };
}

/** Exact parameters win over displayed details. */
function toldBy({ detail, parameters }: Change): Made["parameters"] {
  return { ...detail, ...parameters };
}

/** The Region of a change, by its details or by an ARN among its resources. */
export function regionOf({ detail, resources }: Pick<Change, "detail" | "resources">): string | undefined {
  return (
    detail.region ?? resources.flatMap((name) => /^arn:[\w-]+:[\w-]+:([a-z]{2}[\w-]+-\d):/.exec(name)?.[1] ?? [])[0]
  );
}
