import type { Card } from "../../card/card.ts";
import type { Scope } from "../../events/events.ts";
import type { PersonCommand } from "../../investigation/command.ts";

/** What the grammar may look at; all plain data. */
export interface Surroundings {
  /** The investigation this thread shows. */
  readonly thread?: {
    readonly number: number;
    readonly title: string;
    readonly hypotheses: readonly { readonly id: string; readonly name: string }[];
  };
  /** Open investigations. */
  readonly open: readonly { readonly number: number; readonly title: string }[];
  readonly components: readonly string[];
  readonly now: Date;
}

/** A question about what is known already: answered at once, changes nothing. */
export type Read =
  | { readonly type: "help"; readonly verb?: string }
  | { readonly type: "status" }
  | { readonly type: "hypotheses" }
  | { readonly type: "why"; readonly hypothesis: string };

/** What people choose for a channel. */
export type Setting =
  | { readonly type: "scope"; readonly scope: Scope }
  | { readonly type: "alias"; readonly name: string; readonly text: string }
  | { readonly type: "forget"; readonly name: string }
  | { readonly type: "aliases" };

/** What a text means. `understood` repeats it in words, so that a wrong reading is seen. */
export type Understood =
  | {
      readonly type: "command";
      readonly command: PersonCommand;
      readonly investigation?: number;
      readonly understood: string;
    }
  /** Opens a new investigation; `since` in epoch seconds. */
  | { readonly type: "start"; readonly what: string; readonly since?: number; readonly understood: string }
  /** What a channel, or the thread it is said in, keeps from now on. */
  | { readonly type: "set"; readonly setting: Setting; readonly understood: string }
  /** A text that the channel keeps under a name, with what follows it. */
  | { readonly type: "run"; readonly alias: string; readonly rest: string }
  | { readonly type: "read"; readonly read: Read; readonly investigation?: number; readonly understood: string }
  /** Usage, an offer with buttons, what a pasted thing is, a refusal. */
  | { readonly type: "reply"; readonly card: Card }
  | { readonly type: "ignore" };
