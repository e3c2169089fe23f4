import { z } from "zod";
import { severity } from "./severity.ts";

/** What the file of routes decided on a notification, as it was when its investigation opened. */
export const routed = z.object({
  /** The routes that took it, by their place in the file: "route.1.2". */
  routes: z.array(z.string()),
  /** The names of their receivers. */
  receivers: z.array(z.string()),
  /** Notifications are posted and not investigated. */
  class: z.enum(["alert", "notification"]),
  severity: severity.optional(),
  /** How many topics and pagers its receivers send to besides channels. */
  targets: z.number().int().default(0),
  /** How often it is said again while it fires and nobody acknowledges it, ms. */
  repeatMs: z.number().optional(),
  /** What it was routed by. */
  labels: z.record(z.string(), z.string()),
});
export type Routed = z.infer<typeof routed>;
