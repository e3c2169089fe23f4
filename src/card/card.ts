/** A page of Gumshoe's own making or of AWS's console: never an address that came from outside. */
export interface Link {
  readonly url: string;
  readonly text: string;
}

/**
 * Text with moments and links in it: a moment is an ISO time that each platform shows in the reader's zone. Strings are plain,
 * never markup.
 */
export type Span = string | { readonly time: string } | Link;
export type Text = string | readonly Span[];

/** What the colour and the one emoji of a message say. Never colour alone: the title starts with the same word. */
export type Tone = "alarm" | "acknowledged" | "inconclusive" | "ok" | "neutral";

/**
 * A button. `command` is what a person could type; it names its investigation (`G-1042 accept h2`). An incomplete one (`G-1042 note`)
 * opens the form that completes it.
 */
export interface Action {
  readonly label: string;
  readonly command: string;
  readonly style?: "primary" | "danger";
  /** Asked once more before it is sent, with its effect. */
  readonly confirm?: string;
  /** Lives behind "⋯" where the platform has it. */
  readonly overflow?: boolean;
}

export type Block =
  /** Begins a part of a long card. */
  | { readonly type: "heading"; readonly text: string }
  | { readonly type: "text"; readonly text: Text }
  /** Small grey print: where, since when, progress of horizons. */
  | { readonly type: "context"; readonly text: Text }
  | { readonly type: "facts"; readonly facts: readonly (readonly [label: string, value: Text])[] }
  /** Text from outside (names, log lines, notes, queries): quoted, monospaced, never interpreted. */
  | { readonly type: "quote"; readonly text: string }
  /** What speaks for (+), against (-) or was not checked (?). */
  | { readonly type: "points"; readonly points: readonly { readonly sign: "+" | "-" | "?"; readonly text: Text }[] }
  | {
      readonly type: "table";
      readonly columns: readonly { readonly name: string; readonly numeric?: boolean }[];
      readonly rows: readonly (readonly string[])[];
    }
  /** A chart whose data lies in the archive. `alt` says its finding. */
  | { readonly type: "image"; readonly archive: string; readonly alt: string }
  /** A table too long for a message, whole, as a CSV file; its rows lie in the archive. */
  | { readonly type: "file"; readonly archive: string; readonly name: string; readonly rows: number }
  | { readonly type: "progress"; readonly done: number; readonly planned: number; readonly text: Text }
  | { readonly type: "actions"; readonly actions: readonly Action[] };

/** A message as every platform shows it. */
export interface Card {
  /** State word first, then the name. No emoji: the tone brings it. */
  readonly title: string;
  readonly tone: Tone;
  /** The investigation whose own page the title links to, by its number ("G-1042"). */
  readonly investigation?: string;
  readonly blocks: readonly Block[];
  /** The phone notification and the fallback for screen readers: at most 80 characters, no markup. */
  readonly push: string;
}

/** Text as one plain line: moments in `zone`, or UTC. */
export function plain(text: Text, zone = "UTC"): string {
  if (typeof text === "string") return text;
  return text
    .map((span) => (typeof span === "string" ? span : "url" in span ? span.text : clock(span.time, zone)))
    .join("");
}

/** "03:02" of an ISO time in a zone. */
export function clock(iso: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(iso));
}
