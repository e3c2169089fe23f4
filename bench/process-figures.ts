import { readFile } from "node:fs/promises";

/** Clock ticks a second in `/proc`, on every Linux that Node runs on. */
const TICKS = 100;

/** Processor time of a process and its threads so far, in user and kernel mode, seconds. */
export async function cpuSecondsOf(pid: number | undefined): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Memory of a process that is not swapped out: now (`VmRSS`) or at its highest (`VmHWM`), MiB. */
export async function mebibytesOf(pid: number | undefined, which: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
}
