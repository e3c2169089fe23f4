import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { fromLines } from "../src/store/transfer.ts";
import { openTransfer } from "./open.ts";
import { fileGiven, readWhere, run } from "./settings.ts";

// npm run import -- <file>: writes an export into an empty store.

await run(async () => {
  const file = fileGiven("import");
  const into = await openTransfer(readWhere(), "import");
  try {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
    const count = await into.transfer.import(fromLines(lines));
    return `Imported ${count} entries into ${into.name}.`;
  } finally {
    into.close();
  }
});
