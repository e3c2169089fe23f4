import { z } from "zod";
import { flag, listOf, part, text, texts } from "./fields.ts";
import { conditions, metadata } from "./metadata.ts";

export const node = z.object({
  metadata,
  spec: part({
    unschedulable: flag,
    taints: listOf(z.object({ key: z.string(), value: text, effect: text })),
  }),
  status: part({ allocatable: texts, capacity: texts, conditions }),
});

export type Node = z.output<typeof node>;
