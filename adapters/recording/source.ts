import { messageOf } from "../../src/errors.ts";
import type { SourceAdapter } from "../../src/process/source.ts";
import { createPlayground, PLAYGROUND_STORM_TOPIC, PLAYGROUND_TOPIC } from "./playground.ts";

/**
 * The playground: telemetry of simulated incidents. It stands last in the list of sources, because people may raise incidents only if no
 * other source has telemetry. Open investigations of simulated alarms are always resumed.
 */
export const playground: SourceAdapter = {
  async connect(config, { deliver, before, now, log }) {
    const alone = before.every(({ telemetryFor }) => telemetryFor === undefined);
    const on = alone && (config.TABLE_NAME === undefined || config.TELEMETRY === "playground");
    const { raise, resume, ...played } = createPlayground({
      deliver,
      now,
      onError: (error) => log.warn({ error: messageOf(error) }, "a simulated notification failed"),
    });
    return {
      telemetryFor({ alarm }) {
        if (alarm?.simulated) return played.telemetryFor(alarm);
        return alarm ? undefined : played.latest();
      },
      simulation: {
        on,
        topics: { alarms: PLAYGROUND_TOPIC, storms: PLAYGROUND_STORM_TOPIC },
        incidents: on ? played.incidents : [],
        raise,
        resume,
        components: () => (on ? played.components() : []),
      },
      stop: async () => played.close(),
    };
  },
};
