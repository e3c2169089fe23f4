import type { z } from "zod";
import type { OperatorForm } from "../access/operators.ts";
import type { ChannelForm } from "../routing/receiver.ts";

/** The settings of one adapter. */
export interface AdapterSettings {
  readonly schema: z.ZodObject;
  /** Returns a sentence for each setting that is missing beside another; `isSet` answers by a setting's name. */
  missing?(isSet: (name: string) => boolean): readonly string[];
}

/** What an adapter adds to the configuration. */
export interface Configured {
  readonly settings?: AdapterSettings;
  /** Forms in which `OPERATORS` may name people, groups and channels of a platform. */
  readonly operators?: readonly OperatorForm[];
  /** How receivers of `ROUTES` name channels of a platform. */
  readonly channels?: ChannelForm;
}
