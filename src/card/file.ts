import { z } from "zod";
import { tableBody, toCsv } from "./csv.ts";

/** The schema of a whole file in the archive. */
const fileBody = z.object({
  type: z.literal("file"),
  mediaType: z.enum(["application/pdf", "text/markdown; charset=utf-8", "application/json"]),
  base64: z.string(),
});
export type FileBody = z.infer<typeof fileBody>;

/** A file as it is downloaded or uploaded. */
export interface StoredFile {
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The file that a body of the archive is, a table as CSV; undefined: it is none. */
export function toFile(body: unknown): StoredFile | undefined {
  const table = tableBody.safeParse(body);
  if (table.success)
    return { mediaType: "text/csv; charset=utf-8", bytes: new TextEncoder().encode(toCsv(table.data)) };
  const file = fileBody.safeParse(body);
  if (!file.success) return undefined;
  return { mediaType: file.data.mediaType, bytes: new Uint8Array(Buffer.from(file.data.base64, "base64")) };
}
