import module from "node:module";
import { join } from "node:path";
import process from "node:process";

// Imported before the program. An older Node cannot read TypeScript, and its own message names a file extension instead of the remedy.
if (!process.features.typescript) {
  process.stderr.write(
    `Gumshoe needs Node 22.18 or newer; this is Node ${process.versions.node}. Install one from https://nodejs.org/, or run "npm ci" without --omit=dev: it brings Node 24.\n`,
  );
  process.exit(1);
}

// What was compiled once is read at the next start. Where the folder cannot be written, each start compiles again.
module.enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/compiled"));
