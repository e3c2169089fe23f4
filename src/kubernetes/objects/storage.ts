import { z } from "zod";
import { listOf, names, part, text, texts } from "./fields.ts";
import { labelSelector, metadata } from "./metadata.ts";

export const claim = z.object({
  metadata,
  spec: part({
    storageClassName: text,
    volumeName: text,
    accessModes: names,
    volumeMode: text,
    selector: labelSelector,
    resources: part({ requests: texts }),
  }),
  status: part({ phase: text }),
});

export type Claim = z.output<typeof claim>;

export const persistentVolume = z.object({
  metadata,
  spec: part({
    storageClassName: text,
    capacity: texts,
    accessModes: names,
    claimRef: part({ namespace: text, name: text }),
    nodeAffinity: part({
      required: part({
        nodeSelectorTerms: listOf(
          z.object({ matchExpressions: listOf(z.object({ key: z.string(), operator: text, values: names })) }),
        ),
      }),
    }),
  }),
  status: part({ phase: text }),
});

export type PersistentVolume = z.output<typeof persistentVolume>;

export const storageClass = z.object({ metadata, provisioner: text, volumeBindingMode: text });

export type StorageClass = z.output<typeof storageClass>;
