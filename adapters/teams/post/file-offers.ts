import { z } from "zod";
import type { Card } from "../../../src/card/card.ts";
import { toFile } from "../../../src/card/file.ts";
import type { Attachment } from "../../../src/chat/chat.ts";
import { messageOf } from "../../../src/errors.ts";
import { parseJson } from "../../../src/json.ts";
import type { Connector } from "../connector/connector.ts";
import { isDrive, uploadTo } from "../connector/upload.ts";
import type { FileConsent } from "../listen/activity.ts";
import type { Place } from "../place.ts";
import type { TeamsHost } from "../port.ts";
import { toActivity } from "../render/activity.ts";

type File = Extract<Attachment, { readonly type: "file" }>;

/**
 * Files in a chat with one person: the bot asks, the person allows it, and the file is put into their OneDrive. Teams knows this in personal
 * chats only. https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/bots-filesv4
 */
export interface FileOffers {
  /** Asks whether a file may be uploaded. False: it is no longer kept. */
  offer(place: Place, file: File): Promise<boolean>;
  /** Uploads what was allowed, and shows it or says why not. Only what was offered in this chat is sent. Never rejects. */
  answer(place: Place, consent: FileConsent): Promise<void>;
}

/** An offer is forgotten after 30 days, as the links of files are. */
const KEPT_S = 30 * 24 * 3600;
/** The offers of one chat that are looked through. */
const OFFERS = 200;

const offered = z.object({ name: z.string() });

export function createFileOffers(deps: {
  readonly host: Pick<TeamsHost, "board" | "archive" | "now" | "log">;
  readonly connector: Connector;
  /** Whether files may be sent to loopback. */
  readonly loopback: boolean;
}): FileOffers {
  const { host, connector, loopback } = deps;
  const { board, archive, now, log } = host;
  const shelf = ({ conversation }: Place): string => `teams:offers/${conversation}`;

  async function send(place: Place, { offer, upload }: Extract<FileConsent, { readonly action: "accept" }>) {
    const kept = (await board.list(shelf(place), OFFERS)).find(({ key }) => key === offer);
    const name = kept && offered.safeParse(parseJson(kept.body)).data?.name;
    if (name === undefined) return say(place, "That file was not offered here, or too long ago. Ask for it again.");
    const file = toFile(await archive.load(offer));
    if (!file) return say(place, `${name} is no longer kept. Ask for it again.`);
    if (!isDrive(upload.uploadUrl, loopback) || !isDrive(upload.contentUrl, loopback)) {
      log.warn(
        { host: URL.parse(upload.uploadUrl)?.hostname },
        "a file was to be sent to an address that is not OneDrive's",
      );
      return say(place, `${name} was not sent: the address is not OneDrive's.`);
    }
    await uploadTo(upload.uploadUrl, file.bytes);
    await connector.post(place, toFileInfo(upload, name));
  }

  async function say(place: Place, push: string): Promise<void> {
    const card: Card = { title: "FILE", tone: "neutral", push, blocks: [{ type: "text", text: push }] };
    await connector.post(place, toActivity({ card, held: {} }));
  }

  return {
    async offer(place, { archive: id, name }) {
      const file = toFile(await archive.load(id));
      if (!file) return false;
      // Remembered first: a card whose offer is not known could not be answered.
      const postedAt = now();
      const keepUntil = Math.floor(postedAt.getTime() / 1000) + KEPT_S;
      const body = JSON.stringify({ name });
      await board.put({ place: shelf(place), key: id, postedAt: postedAt.toISOString(), body, keepUntil });
      await connector.post(place, toConsent(id, name, file.bytes.length));
      return true;
    },
    async answer(place, consent) {
      try {
        if (consent.action === "decline") await board.remove(shelf(place), { key: consent.offer });
        else await send(place, consent);
      } catch (error) {
        log.warn({ error: messageOf(error) }, "a file did not reach OneDrive");
        await say(place, "The file could not be uploaded. Ask for it again.").catch(() => undefined);
      }
    },
  };
}

/** The question. The id comes back with the answer. */
function toConsent(offer: string, name: string, sizeInBytes: number) {
  const content = {
    description: "Gumshoe puts it into your OneDrive.",
    sizeInBytes,
    acceptContext: { offer },
    declineContext: { offer },
  };
  const contentType = "application/vnd.microsoft.teams.card.file.consent";
  return { type: "message", summary: name, attachments: [{ contentType, name, content }] } as const;
}

/** The uploaded file, which opens in Teams. */
function toFileInfo(upload: Extract<FileConsent, { readonly action: "accept" }>["upload"], name: string) {
  const { contentUrl, uniqueId, fileType } = upload;
  const contentType = "application/vnd.microsoft.teams.card.file.info";
  const attachment = { contentType, contentUrl, name, content: { uniqueId, fileType } } as const;
  return { type: "message", summary: name, attachments: [attachment] } as const;
}
