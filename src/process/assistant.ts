import type { Reader } from "../access/reader.ts";
import type { ThreadKey } from "../chat/chat.ts";
import type { Inbound, Received } from "../conversation/inbound.ts";
import type { Investigation } from "../investigation/state.ts";
import type { Log } from "../log/log.ts";
import { toMarkdown } from "../record/report/markdown.ts";
import type { ReportTemplate } from "../record/report/report.ts";
import { toDocument } from "../record/report/sections.ts";
import { toReport } from "../record/report/to-report.ts";
import type { Summary } from "../store/directory.ts";
import type { Commit } from "../store/store.ts";
import type { Config } from "./config.ts";
import type { Door } from "./door.ts";
import type { Configured } from "./settings.ts";

/** What a program that speaks for a person gets from the process: the same rights and refusals as the person has in the chat. */
export interface AssistantHost {
  /** Handles what the person says. */
  receive(inbound: Inbound): Promise<Received>;
  /** Returns the open investigations that a reader may see, newest first. */
  open(reader: Reader): Promise<readonly Summary[]>;
  /** Returns an investigation by its number, if the reader may see it. */
  investigation(number: number, reader: Reader): Promise<Investigation | undefined>;
  /** Returns the report of an investigation as Markdown, if the reader may see it. It reads no metrics: it says that requests were not counted. */
  report(number: number, reader: Reader): Promise<string | undefined>;
  /**
   * Returns where a person's new threads begin, by the person's id; `inside` if whoever opens it sees all of it, as on the open page.
   * Undefined for people of a platform that is not connected.
   */
  homeOf(person: string): { readonly channel: ThreadKey; readonly inside: boolean } | undefined;
  now(): Date;
  readonly log: Log;
}

/** The export of the folder of such programs' door for the list in `main.ts`. */
export interface AssistantAdapter extends Configured {
  /** Opens the door; undefined if it is not configured. */
  readonly connect: (config: Config, host: AssistantHost) => Promise<Door | undefined>;
}

const UNCOUNTED = "only the file of the command report counts them";

/** Creates the host of assistants. */
export function createAssistantHost(deps: {
  readonly receive: AssistantHost["receive"];
  readonly open: AssistantHost["open"];
  readonly load: (number: number) => Promise<Investigation>;
  readonly history: (number: number) => Promise<readonly Commit[]>;
  readonly reportTemplate: ReportTemplate;
  readonly maySee: (reader: Reader, state: Investigation) => Promise<boolean>;
  readonly homes: readonly { readonly name: string; readonly place: ThreadKey; readonly inside: boolean }[];
  readonly now: () => Date;
  readonly log: Log;
}): AssistantHost {
  const { receive, open, load, history, reportTemplate, maySee, homes, now, log } = deps;

  async function investigation(number: number, reader: Reader): Promise<Investigation | undefined> {
    const state = await load(number);
    const isThere = state.status !== "none" && state.status !== "deleted";
    return isThere && (await maySee(reader, state)) ? state : undefined;
  }

  return {
    receive,
    open,
    investigation,
    async report(number, reader) {
      const state = await investigation(number, reader);
      if (!state) return undefined;
      const written = { impact: UNCOUNTED, madeAt: now().toISOString() };
      return toMarkdown(toDocument(toReport(await history(number), state, written), reportTemplate));
    },
    homeOf(person) {
      const home = homes.find(({ name }) => person.startsWith(`${name}:`));
      return home && { channel: home.place, inside: home.inside };
    },
    now,
    log,
  };
}
