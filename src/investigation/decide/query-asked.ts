import type { Question } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import type { Investigation } from "../state.ts";

/** A question that is asked now, under the next number. */
export function queryAsked<Asked extends Question>(
  { queries }: Pick<Investigation, "queries">,
  asked: { readonly question: Asked; readonly understood: string },
  { at, actor: by }: Meta,
) {
  return { type: "queryAsked", at, by, id: `q${queries.length + 1}`, ...asked } as const;
}
