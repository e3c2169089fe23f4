import { DescribeAvailabilityZonesCommand, type EC2Client } from "@aws-sdk/client-ec2";
import type { Memo } from "../../../src/concurrency/memoize.ts";
import type { Operation } from "../call/operation.ts";
import type { Session } from "../call/session.ts";

export const describeAvailabilityZones: Operation = {
  action: "ec2:DescribeAvailabilityZones",
  reason: "convert a zone's letter to its id: letters differ between accounts",
};

/** Zone ids by the account's zone names: eu-west-1a → euw1-az2. */
export type ZoneIds = ReadonlyMap<string, string>;

/** Reads the zones of one account and Region. https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html */
export function createZones(
  client: EC2Client,
  session: Session,
  kept: Memo<ZoneIds>,
): (signal: AbortSignal) => Promise<ZoneIds> {
  const describe = session.asked(describeAvailabilityZones, (input: object, signal) =>
    client.send(new DescribeAvailabilityZonesCommand(input), { abortSignal: signal }),
  );
  async function read(signal: AbortSignal): Promise<ZoneIds> {
    const { AvailabilityZones = [] } = await describe({}, signal);
    return new Map(
      AvailabilityZones.flatMap(({ ZoneName, ZoneId }) => (ZoneName && ZoneId ? [[ZoneName, ZoneId]] : [])),
    );
  }
  return (signal) => kept.get(() => read(signal));
}
