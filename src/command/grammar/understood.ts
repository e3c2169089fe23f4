import type { Action, Card } from "../../card/card.ts";
import type { Scope } from "../../events/events.ts";
import type { PersonCommand } from "../../investigation/command.ts";
import type { RecordQuestion } from "../../investigation/view/record/question.ts";

/** The context of the grammar; plain data only. */
export interface Surroundings {
  /** The investigation of this thread. */
  readonly thread?: {
    readonly number: number;
    readonly title: string;
    readonly hypotheses: readonly { readonly id: string; readonly name: string }[];
    /** The component that its alarm is about. */
    readonly component?: string;
    /** People who did something in it. */
    readonly people?: readonly string[];
    /** The metric that its alarm watches, as `metrics` takes it. */
    readonly metric?: string;
    /** When its alarm last began to fire, epoch seconds. */
    readonly firedAt?: number;
    /** The buttons that its messages show. */
    readonly buttons?: readonly Action[];
  };
  /** Open investigations. */
  readonly open: readonly { readonly number: number; readonly title: string }[];
  readonly components: readonly string[];
  readonly now: Date;
}

/** A question that is answered at once from known data, without any change. */
export type Read =
  | { readonly type: "help"; readonly verb?: string }
  | { readonly type: "status" }
  /** How Gumshoe itself is. */
  | { readonly type: "gumshoe" }
  /** The way into the page. */
  | { readonly type: "signIn" }
  /** `since`: only what began after it, epoch seconds. */
  | { readonly type: "list"; readonly list: ListName; readonly page: number; readonly since?: number }
  /** Who is on call, or, of one investigation, who has it. */
  | { readonly type: "onCall" }
  | { readonly type: "who" }
  | { readonly type: "summary" }
  | { readonly type: "timeline"; readonly page: number }
  | { readonly type: "hypotheses" }
  | { readonly type: "runbook" }
  | { readonly type: "why"; readonly hypothesis: string }
  /** What the record of one investigation tells. */
  | { readonly type: "record"; readonly question: RecordQuestion }
  | { readonly type: "routes"; readonly question: RoutesQuestion };

/** The lists of open investigations. */
export type ListName = "open" | "mine" | "missed" | "handoff";

/** A question about the file of routes: the tree, which route takes what a person names, or what was not posted. */
export type RoutesQuestion =
  | { readonly type: "tree" }
  | { readonly type: "test"; readonly text: string }
  | { readonly type: "dropped" };

/** A command that names a person, a group or a schedule, as it was typed. */
export type CarryRequest =
  | { readonly type: "assign"; readonly who: string }
  /** Without a name: whoever is next. */
  | { readonly type: "escalate"; readonly whom?: string };

/** A person on call for a time (epoch seconds), as it was typed; or the number of what is taken back, else the newest. */
export type OverrideRequest =
  | {
      readonly type: "add";
      readonly person: string;
      readonly schedule?: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly type: "undo"; readonly number?: number };

/** A setting of a channel. */
export type ChannelSetting =
  | { readonly type: "scope"; readonly scope: Scope }
  | { readonly type: "alias"; readonly name: string; readonly text: string }
  | { readonly type: "forget"; readonly name: string }
  | { readonly type: "aliases" };

/** The meaning of a text. `understood` repeats it in words, so that people see a wrong interpretation. */
export type Understood =
  | {
      readonly type: "command";
      readonly command: PersonCommand;
      readonly investigation?: number;
      readonly understood: string;
    }
  /** A command about a person, who is looked up first. */
  | {
      readonly type: "carry";
      readonly request: CarryRequest;
      readonly investigation?: number;
      readonly understood: string;
    }
  /** Puts another person on call, or takes that back. */
  | { readonly type: "override"; readonly request: OverrideRequest; readonly understood: string }
  /** Opens a new investigation; `since` in epoch seconds. */
  | { readonly type: "start"; readonly what: string; readonly since?: number; readonly understood: string }
  /** Changes a setting of the channel or the thread. */
  | { readonly type: "set"; readonly setting: ChannelSetting; readonly understood: string }
  /** Runs the command that the channel stores under a name, with further text. */
  | { readonly type: "run"; readonly alias: string; readonly rest: string }
  | { readonly type: "read"; readonly read: Read; readonly investigation?: number; readonly understood: string }
  /** Usage, an offer with buttons, the description of a pasted text, or a refusal. */
  | {
      readonly type: "reply";
      readonly card: Card;
      /** The question in free words that no verb understands. */
      readonly free?: string;
      readonly investigation?: number;
    }
  | { readonly type: "ignore" };
