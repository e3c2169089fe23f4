import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { operations } from "../../adapters/aws/permissions/operations.ts";
import { toMarkdownTable, toPolicy } from "../../adapters/aws/permissions/policy.ts";
import { packs } from "../../src/packs/packs.ts";
import { toLinkedTemplate } from "./linked.ts";
import { toPackTemplate } from "./pack-alarms.ts";
import { toServiceTemplate } from "./service.ts";
import { withTable } from "./table.ts";
import { toTemplate } from "./template.ts";

/** Writes the policy and the templates beside this file, and the table of actions into docs/aws.md. */
const text = (content: object): string => `${JSON.stringify(content, undefined, 2)}\n`;
const yaml = (content: object): string =>
  `# Made by npm run manifest:aws.\n${stringify(content, { lineWidth: 0, aliasDuplicateObjects: false })}`;
const write = (name: string, content: string): void => writeFileSync(new URL(name, import.meta.url), content);
const docs = new URL("../../docs/aws.md", import.meta.url);
const policy = toPolicy(operations);
write("policy.json", text(policy));
write("gumshoe.json", text(toTemplate(policy)));
write("template.yaml", yaml(toServiceTemplate(policy)));
write("linked.yaml", yaml(toLinkedTemplate(policy)));
mkdirSync(new URL("alarms/", import.meta.url), { recursive: true });
for (const pack of packs.filter(({ alarms }) => alarms.length > 0)) {
  write(`alarms/${pack.service}.yaml`, yaml(toPackTemplate(pack)));
}
writeFileSync(docs, withTable(readFileSync(docs, "utf8"), toMarkdownTable(operations)));
