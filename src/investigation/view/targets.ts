import type { TextSpan } from "../../card/card.ts";
import type { PageTarget } from "../../events/events.ts";

/** "Ben, the group Backend": whom a step pages, without calling them. */
export function targetNames(targets: readonly PageTarget[]): string {
  return targets.map(nameOf).join(", ");
}

/** The same as a text that calls them: each platform notifies those whose ids it knows. */
export function calledTargets(targets: readonly PageTarget[]): readonly TextSpan[] {
  return targets.flatMap((target, index): readonly TextSpan[] => [...(index === 0 ? [] : [", "]), called(target)]);
}

function called(target: PageTarget): TextSpan {
  switch (target.type) {
    case "person":
    case "group":
      return { calls: target.name, ids: target.ids };
    case "channel":
    case "receiver":
      return nameOf(target);
    case "here":
      return { calls: "everybody here", ids: ["here"] };
    default:
      return target satisfies never;
  }
}

function nameOf(target: PageTarget): string {
  switch (target.type) {
    case "person":
      return target.schedule === undefined ? target.name : `${target.name} (on call)`;
    case "group":
    case "channel":
    case "receiver":
      return target.name;
    case "here":
      return "everybody here";
    default:
      return target satisfies never;
  }
}
