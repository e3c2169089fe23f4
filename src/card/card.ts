/** A link to a page of Gumshoe or of AWS's console; only a `links` block has addresses from outside, which are checked where they are read. */
export interface Link {
  readonly url: string;
  readonly text: string;
}

/**
 * The name of a person or group that is paged. A platform notifies whoever has one of its ids (`slack:U0123`, `slack:S0123`), or, for the id
 * `here`, whoever is in the channel; where it knows none, the name stands alone.
 */
export interface Call {
  readonly calls: string;
  readonly ids: readonly string[];
}

/**
 * Text with times, links and calls in it: a time is ISO, and each platform shows it in the reader's zone. Strings are plain, never markup.
 */
export type TextSpan = string | { readonly time: string } | Link | Call;
export type Text = string | readonly TextSpan[];

/** The meaning of a message's colour and emoji. The title starts with a word for the same meaning. */
export type Tone = "alarm" | "acknowledged" | "inconclusive" | "ok" | "neutral";

/**
 * A button. `command` is what a person could type; it names its investigation (`G-1042 accept h2`). An incomplete command
 * (`G-1042 note`) opens the form that completes it.
 */
export interface Action {
  readonly label: string;
  readonly command: string;
  readonly style?: "primary" | "danger";
  /** The text of a confirmation dialog, with the command's effect. */
  readonly confirm?: string;
  /** Shown under "⋯" on platforms that have it. */
  readonly overflow?: boolean;
}

export type Block =
  /** The heading of a section in a long card. */
  | { readonly type: "heading"; readonly text: string }
  | { readonly type: "text"; readonly text: Text }
  /** Small grey text: place, times, horizons. */
  | { readonly type: "context"; readonly text: Text }
  | { readonly type: "facts"; readonly facts: readonly (readonly [label: string, value: Text])[] }
  /** Text from outside (names, log lines, notes, queries): quoted, monospaced, never interpreted. */
  | { readonly type: "quote"; readonly text: string }
  /** A command to copy whole into a shell, which Gumshoe never runs, and the one that undoes it. */
  | { readonly type: "command"; readonly text: string; readonly undo?: string }
  /** Evidence for (+), evidence against (-), and what was not checked (?). */
  | { readonly type: "points"; readonly points: readonly { readonly sign: "+" | "-" | "?"; readonly text: Text }[] }
  | {
      readonly type: "table";
      readonly columns: readonly { readonly name: string; readonly numeric?: boolean }[];
      readonly rows: readonly (readonly string[])[];
    }
  /** A chart with its data in the archive. `alt` is its finding in words. */
  | { readonly type: "image"; readonly archive: string; readonly alt: string }
  /** A file in the archive. `rows`: of a complete table as CSV, too long for a message. */
  | { readonly type: "file"; readonly archive: string; readonly name: string; readonly rows?: number }
  | { readonly type: "progress"; readonly done: number; readonly planned: number; readonly text: Text }
  /** Buttons that open pages outside: a runbook, AWS's console. Their addresses are http or https. */
  | { readonly type: "links"; readonly links: readonly Link[] }
  | { readonly type: "actions"; readonly actions: readonly Action[] };

/** A message, independent of the platform. */
export interface Card {
  /** State word first, then the name. No emoji: the tone adds it. */
  readonly title: string;
  readonly tone: Tone;
  /** The investigation whose own page the title links to, by its number ("G-1042"). */
  readonly investigation?: string;
  /** Set where a language model worded the first text: what its sentences cite, by id. */
  readonly worded?: readonly { readonly id: string; readonly text: string }[];
  readonly blocks: readonly Block[];
  /** The phone notification and the fallback for screen readers: at most 80 characters, no markup. */
  readonly push: string;
}

/** Text as one plain line, with times in `zone`. */
export function plain(text: Text, zone = "UTC"): string {
  if (typeof text === "string") return text;
  return text.map((span) => plainSpan(span, zone)).join("");
}

function plainSpan(span: TextSpan, zone: string): string {
  if (typeof span === "string") return span;
  if ("url" in span) return span.text;
  return "calls" in span ? span.calls : clock(span.time, zone);
}

/** What stands before the command that undoes another. */
export const UNDO_WORDS = "To undo that";

/** The clock time of an ISO time in a zone: "03:02". */
export function clock(iso: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(iso));
}
