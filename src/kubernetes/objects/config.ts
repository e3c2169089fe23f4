import { z } from "zod";
import { keys, texts } from "./fields.ts";
import { metadata } from "./metadata.ts";

export const configMap = z.object({ metadata, data: texts, binaryData: keys });
export type ConfigMap = z.output<typeof configMap>;

/** A Secret without its values: they are dropped as it is read. */
export const secret = z.object({ metadata, data: keys, stringData: keys });
export type Secret = z.output<typeof secret>;
