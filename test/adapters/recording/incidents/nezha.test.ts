import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readIncidents } from "../../../../adapters/recording/incidents/incidents.ts";
import { normalWindows } from "../../../../bench/recorded-cases.ts";

const folder = fileURLToPath(new URL("../../../../../shared/nezha", import.meta.url));

describe.skipIf(!existsSync(folder))("recorded days (skipped where ../shared/nezha is not there)", () => {
  test.each([
    ["shop", 24, 998, 78],
    ["train", 28, 705, 50],
  ])("%s has %i faults, %i fault-free minutes and %i normal windows", async (name, faults, free, windows) => {
    const incidents = await readIncidents(`${folder}/${name}`);
    expect(incidents.faults).toHaveLength(faults);
    expect(incidents.free).toHaveLength(free);
    expect(normalWindows(incidents)).toHaveLength(windows);
  });
});
