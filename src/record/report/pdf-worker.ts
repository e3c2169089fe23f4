import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";

// Sets one document, given as JSON, and ends. Typst works synchronously, so that it has a thread of its own.

const fonts = createRequire(import.meta.url);
const font = (name: string): Buffer => readFileSync(fonts.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));

const compiler = NodeCompiler.create({
  fontArgs: [{ fontBlobs: [font("DejaVuSans"), font("DejaVuSans-Bold")] }],
});
const template = readFileSync(new URL("./report.typ", import.meta.url), "utf8");
const pdf = compiler.pdf({ mainFileContent: template, inputs: { data: String(workerData) } });
parentPort?.postMessage({ pdf: new Uint8Array(pdf) });
