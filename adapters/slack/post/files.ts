import type { webApi } from "@slack/bolt";
import { z } from "zod";
import { toFile } from "../../../src/card/file.ts";
import { chartBody } from "../../../src/chart/chart.ts";
import type { Attachment, HeldAttachment, ThreadKey } from "../../../src/chat/chat.ts";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { OutcomeUnknown, Unrecoverable } from "../../../src/errors.ts";
import type { Archive } from "../../../src/store/archive.ts";
import { CALL_MS, isSlackUrl } from "../api/client.ts";
import { toError } from "../api/errors.ts";
import { fromKey } from "../place.ts";
import { LIMIT } from "../render/limits.ts";

/** Uploads charts and files to Slack. */
export interface Files {
  hold(
    thread: ThreadKey,
    attachment: Attachment,
    known: HeldAttachment | undefined,
  ): Promise<HeldAttachment | undefined>;
}

interface Body {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Prefix of the id of a file that is uploaded but not completed. */
const BEGUN = "begun:";

const ticket = z.object({ upload_url: z.string(), file_id: z.string() });
const info = z.object({ file: z.object({ mimetype: z.string().optional(), original_w: z.number().optional() }) });

export function createFiles(deps: {
  readonly client: webApi.WebClient;
  readonly archive: Archive;
  readonly complaints: Complaints;
  /** The zone of charts, shown on them. */
  readonly zone: string;
  readonly apiUrl: string | undefined;
}): Files {
  const { client, archive, complaints, zone, apiUrl } = deps;

  async function call(method: string, args: Record<string, unknown>): Promise<unknown> {
    try {
      return await client.apiCall(method, args);
    } catch (error) {
      throw toError(error, method);
    }
  }

  /** Uploads the bytes. The id is remembered before the upload is completed, so that a file is never shared twice. */
  async function begin(attachment: Attachment): Promise<HeldAttachment | undefined> {
    const body = await bodyOf(attachment);
    if (!body) return undefined;
    const { name, bytes } = body;
    const begun = ticket.parse(
      await call("files.getUploadURLExternal", { filename: name, length: bytes.length, ...alternative(attachment) }),
    );
    if (!isSlackUrl(begun.upload_url, apiUrl)) {
      throw new Unrecoverable("Slack named an upload address that is not its own");
    }
    await send(begun.upload_url, bytes);
    return { key: `${BEGUN}${begun.file_id}`, ready: false };
  }

  /** A chart is not shared, because only cards show it. A file is shared in the thread, next to its preview. */
  async function complete(thread: ThreadKey, attachment: Attachment, id: string): Promise<HeldAttachment> {
    const { channel, thread: ts } = fromKey(thread);
    const shared =
      attachment.type === "file" ? { channel_id: channel, ...(ts !== undefined && { thread_ts: ts }) } : {};
    const title = attachment.type === "file" ? attachment.name : attachment.alt.slice(0, 250);
    await call("files.completeUploadExternal", { files: [{ id, title }], ...shared });
    return { key: id, ready: attachment.type === "file" };
  }

  async function bodyOf(attachment: Attachment): Promise<Body | undefined> {
    const kept = await archive.load(attachment.archive);
    if (attachment.type === "file") {
      const file = toFile(kept);
      return file && { name: attachment.name, bytes: file.bytes };
    }
    const chart = chartBody.safeParse(kept);
    if (!chart.success) return undefined;
    // ECharts takes 100 MB: it is loaded with the first picture.
    const { CHAT, chartPng, chartSvg } = await import("../../../src/chart/render.ts");
    const bytes = new Uint8Array(chartPng(chartSvg(chart.data, { zone, theme: "light", ...CHAT })));
    return { name: "chart.png", bytes };
  }

  async function isReady(id: string): Promise<boolean> {
    const { file } = info.parse(await call("files.info", { file: id }));
    return /^image\//.test(file.mimetype ?? "") || file.original_w !== undefined;
  }

  return {
    async hold(thread, attachment, known) {
      try {
        if (known === undefined || known.key === "") return await begin(attachment);
        if (known.key.startsWith(BEGUN)) return await complete(thread, attachment, known.key.slice(BEGUN.length));
        return { key: known.key, ready: await isReady(known.key) };
      } catch (error) {
        if (!(error instanceof Unrecoverable)) throw error;
        complaints.add("pictures and files", error.message);
        return undefined;
      }
    },
  };
}

async function send(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const body = new Blob([bytes]);
  const signal = AbortSignal.timeout(CALL_MS);
  const response = await fetch(url, { method: "POST", body, redirect: "error", signal }).catch((error: unknown) => {
    throw new OutcomeUnknown("the upload to Slack broke off", { cause: error });
  });
  await response.arrayBuffer();
  if (!response.ok) throw new OutcomeUnknown(`Slack answered ${response.status} to an upload`);
}

function alternative(attachment: Attachment): Record<string, unknown> {
  return attachment.type === "image" ? { alt_txt: attachment.alt.slice(0, LIMIT.alt) } : {};
}
