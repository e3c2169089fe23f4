import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { toLines } from "../src/store/transfer.ts";
import { openTransfer } from "./open.ts";
import { fileGiven, readWhere, run } from "./settings.ts";

// npm run export -- <file>: writes everything as JSON lines. The file appears when it is whole.

await run(async () => {
  const file = fileGiven("export");
  const from = await openTransfer(readWhere(), "export");
  const part = `${file}.part`;
  try {
    await pipeline(toLines(from.transfer.export()), createWriteStream(part, { mode: 0o600 }));
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    from.close();
  }
  return `Exported ${from.name} to ${file}.`;
});
