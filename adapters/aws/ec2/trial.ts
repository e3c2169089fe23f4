import { DescribeAvailabilityZonesCommand, type EC2Client } from "@aws-sdk/client-ec2";
import type { Trial } from "../call/trial.ts";
import { describeAvailabilityZones } from "./zones.ts";

/** Tries EC2: the zones. */
export const tryEc2 = (client: EC2Client): Trial => ({
  operation: describeAvailabilityZones,
  call: (abort) => client.send(new DescribeAvailabilityZonesCommand({}), abort),
});
