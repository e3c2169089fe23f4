import type { Reader } from "../../src/access/reader.ts";
import type { Asked } from "../../src/access/roles.ts";
import type { Card } from "../../src/card/card.ts";
import type { Inbound, Received } from "../../src/conversation/inbound.ts";
import type { Log } from "../../src/log/log.ts";
import type { InvestigationTimeline } from "../../src/page/timeline.ts";
import type { Archive } from "../../src/store/archive.ts";
import type { Board } from "../../src/store/board.ts";
import type { Directory } from "../../src/store/directory.ts";

/** What the web page needs from the process. */
export interface WebHost {
  receive(inbound: Inbound): Promise<Received>;
  readonly board: Board;
  readonly archive: Archive;
  /** Names that are taken once, whichever replica takes them. */
  readonly names: Pick<Directory, "find" | "claim">;
  /** Simulated incidents, labelled as such; empty outside the playground. */
  readonly incidents: readonly {
    readonly id: string;
    readonly title: string;
    readonly summary: string;
    readonly healthy?: string;
  }[];
  /** Delivers an incident's alarm through the intake. */
  raise(incident: string): Promise<void>;
  /** Completions for the command box. */
  complete(prefix: string): readonly string[];
  /** An investigation with its history, by its number, if the reader may see it; whoever has a signed link may. */
  page(
    number: number,
    reader: Reader | "signed link",
  ): Promise<{ readonly feed: InvestigationTimeline; readonly summary: Card } | undefined>;
  /** Why somebody may not read what the page shows; undefined where they may. */
  refusesReading(asked: Asked): string | undefined;
  /** Lines about the intake's health: deliveries stored, refused, deferred. */
  health(): readonly string[];
  now(): Date;
  readonly log: Log;
}

/** The only channel of the page. */
export const CHANNEL = "web:general";
