import type { Model } from "../agent/model.ts";
import type { Config } from "./config.ts";
import type { Configured } from "./settings.ts";

/** The export of the model's folder for `main.ts`. */
export interface ModelAdapter extends Configured {
  /** Connects the model; undefined if none is set up. */
  readonly connect: (config: Config) => Promise<Model | undefined>;
}
