import { readFileSync, writeFileSync } from "node:fs";
import { operations } from "../../adapters/aws/permissions/operations.ts";
import { toMarkdownTable, toPolicy } from "../../adapters/aws/permissions/policy.ts";
import { withTable } from "./table.ts";
import { toTemplate } from "./template.ts";

/** Writes the policy and the template beside this file, and the table of actions into docs/aws.md. */
const text = (content: object): string => `${JSON.stringify(content, undefined, 2)}\n`;
const docs = new URL("../../docs/aws.md", import.meta.url);
const policy = toPolicy(operations);
writeFileSync(new URL("policy.json", import.meta.url), text(policy));
writeFileSync(new URL("gumshoe.json", import.meta.url), text(toTemplate(policy)));
writeFileSync(docs, withTable(readFileSync(docs, "utf8"), toMarkdownTable(operations)));
