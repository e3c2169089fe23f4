import type { DoorAdapter } from "../../src/process/door.ts";
import { createChangesListener } from "./listener.ts";
import { changesSettings } from "./settings.ts";

/** `POST /changes`: signed changes of CI systems. Without a secret it refuses everything. */
export const changes: DoorAdapter = {
  settings: { schema: changesSettings },
  async connect(config, host) {
    const { CHANGES_SECRET: secret } = config.read(changesSettings);
    return {
      mount: { path: "/changes", listener: createChangesListener({ ...host, secret }) },
      ...(secret !== undefined && { greeting: (at) => ["changes", `${at}/changes, signed`] }),
    };
  },
};
