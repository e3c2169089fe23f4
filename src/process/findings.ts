import type { PublishFinding } from "../record/finding.ts";
import type { Config } from "./config.ts";

/** The export of the folder that publishes findings, for `main.ts`. */
export interface FindingsAdapter {
  /** Connects the topic of `FINDINGS_TOPIC`; undefined if there is none. */
  readonly connect: (config: Config) => PublishFinding | undefined;
}
