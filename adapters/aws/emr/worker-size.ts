import { figure } from "../../../src/card/number.ts";

/** What all workers of one type of a job were given and used at their peak: vCPU, memory and disk in GB. */
export interface WorkerUse {
  readonly type: string;
  readonly cpu: Share;
  readonly memory: Share;
  readonly disk: Share;
}

/** Undefined where nothing was measured. */
export interface Share {
  readonly used?: number;
  readonly allocated?: number;
}

/** What becomes of the size of workers; `saved` is the smaller share of vCPU and memory that they do not need, 0 where they need all. */
export interface WorkerAdvice {
  readonly verdict: "memory full" | "disk full" | "too large" | "fits";
  readonly saved: number;
  readonly words: string;
}

/** From these shares on a worker ends with OutOfMemoryError, or with "No space left on device"; disks are not all equally full. */
const FULL_MEMORY = 0.95;
const FULL_DISK = 0.85;
/** Below this share of both vCPU and memory, fewer or smaller workers do the same. */
const WASTED = 0.4;
/** Room above the peak: a twentieth of memory, a quarter of disk, because disks fill unevenly. */
const MEMORY_ROOM = 1.05;
const DISK_ROOM = 1.25;

/** Says from the peaks of a run how large its workers should be. Pure. */
export function adviseSize({ type, cpu, memory, disk }: WorkerUse): WorkerAdvice {
  const isDriver = /driver/i.test(type);
  const [ofCpu, ofMemory, ofDisk] = [shareOf(cpu), shareOf(memory), shareOf(disk)];
  if (ofMemory !== undefined && ofMemory >= FULL_MEMORY) {
    const setting = isDriver ? "spark.driver.memory" : "spark.executor.memory";
    const words = `all ${gigabytes(memory.allocated)} of memory are used: raise ${setting}, then lower it to 1.05 times what is used`;
    return { verdict: "memory full", saved: 0, words };
  }
  if (ofDisk !== undefined && ofDisk >= FULL_DISK) {
    const setting = isDriver ? "spark.emr-serverless.driver.disk" : "spark.emr-serverless.executor.disk";
    const words = `${gigabytes(disk.used)} of ${gigabytes(disk.allocated)} of disk are used, and some disks are fuller than others: give each ${Math.ceil(DISK_ROOM * ofDisk * 20) / 20} times as much by ${setting}`;
    return { verdict: "disk full", saved: 0, words };
  }
  if (ofCpu !== undefined && ofMemory !== undefined && ofCpu <= WASTED && ofMemory <= WASTED) {
    const [cpuSaved, memorySaved] = [1 - ofCpu, 1 - ofMemory];
    const how = isDriver
      ? "lower spark.driver.cores and spark.driver.memory"
      : "lower spark.dynamicAllocation.maxExecutors";
    const words = `${percent(cpuSaved)} of the vCPU and ${percent(memorySaved)} of the memory were never used: ${how}`;
    return { verdict: "too large", saved: Math.min(cpuSaved, memorySaved), words };
  }
  return { verdict: "fits", saved: 0, words: spare(memory, ofMemory, disk, ofDisk) };
}

/** What a run that succeeded could do with. */
function spare(memory: Share, ofMemory: number | undefined, disk: Share, ofDisk: number | undefined): string {
  const enough = [
    ...(ofMemory !== undefined && ofMemory * MEMORY_ROOM < 1
      ? [`${figure(MEMORY_ROOM * (memory.used ?? 0))} GB of memory`]
      : []),
    ...(ofDisk !== undefined && ofDisk > 0 && ofDisk * DISK_ROOM < 1
      ? [`${figure(DISK_ROOM * (disk.used ?? 0))} GB of disk`]
      : []),
  ];
  return enough.length === 0 ? "" : `${enough.join(" and ")} would do`;
}

function shareOf({ used, allocated }: Share): number | undefined {
  return used === undefined || !allocated ? undefined : used / allocated;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const gigabytes = (value: number | undefined): string => `${figure(value ?? 0)} GB`;
