import { DescribeInstancesCommand, type EC2Client, type Instance } from "@aws-sdk/client-ec2";
import { chunksOf } from "../../../src/chunks.ts";
import type { Memo } from "../../../src/concurrency/memoize.ts";
import { messageOf } from "../../../src/errors.ts";
import type { Operation } from "../call/operation.ts";
import type { Session } from "../call/session.ts";

export const describeInstances: Operation = {
  action: "ec2:DescribeInstances",
  reason:
    "compare zone, image and type of the instances in many alarms at once with those of instances without an alarm",
};

/** The most instances in one call, and in all. */
const A_CALL = 200;
const MOST = 2_000;
const ID = /^i-[\da-f]{8,17}$/;

/** AvailabilityZone, ImageId and InstanceType of an instance. */
type Described = Readonly<Record<string, string>>;

/** Cached instances by id; undefined for an id that EC2 does not know. */
export type Instances = Map<string, Described | undefined>;

export interface InstancesRead {
  readonly byId: ReadonlyMap<string, Described>;
  /** There were more ids than are read. */
  readonly more: boolean;
}

/** Describes instances by their ids, with a cache. Instances that no longer exist are left out. */
export function createInstances(
  client: EC2Client,
  session: Session,
  kept: Memo<Instances>,
): (ids: readonly string[], signal: AbortSignal) => Promise<InstancesRead> {
  const describe = session.asked(describeInstances, (input: { readonly InstanceIds: string[] }, signal) =>
    client.send(new DescribeInstancesCommand(input), { abortSignal: signal }),
  );

  /** One unknown id makes the whole call fail. The error names it, so the call is repeated without it. */
  async function read(ids: readonly string[], signal: AbortSignal): Promise<readonly Instance[]> {
    if (ids.length === 0) return [];
    try {
      const { Reservations = [] } = await describe({ InstanceIds: [...ids] }, signal);
      return Reservations.flatMap(({ Instances = [] }) => Instances);
    } catch (error) {
      const gone = unknownIn(error);
      const left = ids.filter((id) => !gone.has(id));
      if (left.length === ids.length) throw error;
      return read(left, signal);
    }
  }

  return async (asked, signal) => {
    const known = await kept.get(async () => new Map());
    const ids = [...new Set(asked)].filter((id) => ID.test(id));
    const missing = ids.filter((id) => !known.has(id));
    const learn = async (batch: readonly string[]): Promise<void> => {
      const found = await read(batch, signal);
      const described = new Map(found.map((instance) => [instance.InstanceId, toDescribed(instance)]));
      for (const id of batch) known.set(id, described.get(id));
    };
    await Promise.all(chunksOf(missing.slice(0, MOST), A_CALL).map(learn));
    const byId = ids.flatMap((id) => {
      const described = known.get(id);
      return described ? [[id, described] as const] : [];
    });
    return { byId: new Map(byId), more: missing.length > MOST };
  };
}

/** The unknown ids that AWS's error names. */
function unknownIn(error: unknown): ReadonlySet<string> {
  const named = error instanceof Error && error.name === "InvalidInstanceID.NotFound";
  return new Set(named ? messageOf(error).match(/\bi-[\da-f]+\b/g) : []);
}

function toDescribed({ Placement, ImageId, InstanceType }: Instance): Described {
  const { AvailabilityZone } = Placement ?? {};
  return {
    ...(AvailabilityZone !== undefined && { AvailabilityZone }),
    ...(ImageId !== undefined && { ImageId }),
    ...(InstanceType !== undefined && { InstanceType }),
  };
}
