import { type Complaints, createComplaints } from "../../../src/chat/complaints.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { Log } from "../../../src/log/log.ts";
import { toNotSeen } from "../call/failure.ts";
import type { Trial } from "../call/trial.ts";
import { tryCloudTrail } from "../cloudtrail/trial.ts";
import { tryCloudWatch } from "../cloudwatch/trial.ts";
import { tryEc2 } from "../ec2/trial.ts";
import { tryLogs } from "../logs/trial.ts";
import type { AwsPlace } from "../place.ts";
import { tryResources } from "../resources/trial.ts";
import { trySns } from "../sns/trial.ts";
import { tryXRay } from "../xray/trial.ts";

/** Missing permissions are looked for at the start, and again after this time. */
const EVERY_MS = 3_600_000;
/** A trial that takes longer says nothing. */
const PATIENCE_MS = 10_000;

/** A free call of each service that investigations read. What costs, or needs a resource's name, is not tried. */
const trialsOf = (place: AwsPlace): readonly Trial[] => [
  ...tryCloudWatch(place.cloudwatch),
  tryLogs(place.logs),
  tryCloudTrail(place.cloudtrail),
  tryXRay(place.xray),
  tryEc2(place.ec2),
  ...tryResources(place),
  trySns(place.sns),
];

/** A place that is tried, and how people call it. */
export interface TriedPlace {
  readonly name: string;
  readonly place: AwsPlace;
}

/** The permissions that are missing, one sentence each with its remedy. */
export interface PermissionWatch {
  /** Tries now, and from then on every hour. */
  start(): void;
  stop(): void;
  /** Tries once. Never rejects. */
  look(): Promise<void>;
  list(): readonly string[];
}

/** Finds permissions that AWS refuses before an investigation needs them. A refusal is logged once, with its remedy. */
export function watchPermissions(deps: {
  readonly places: () => readonly TriedPlace[];
  readonly now: () => Date;
  readonly log: Log;
}): PermissionWatch {
  const complaints = createComplaints(deps.log);
  let timer: NodeJS.Timeout | undefined;
  async function look(): Promise<void> {
    const abortSignal = AbortSignal.timeout(PATIENCE_MS);
    await Promise.all(
      deps.places().flatMap(({ name, place }) =>
        trialsOf(place).map(async ({ operation, call }) => {
          const subject = `${name} ${operation.action}`;
          await call({ abortSignal }, deps.now()).then(
            () => complaints.settle(subject),
            (error: unknown) => complain(complaints, subject, name, toNotSeen(operation, error)),
          );
        }),
      ),
    );
  }
  return {
    look,
    start() {
      void look();
      timer = setInterval(() => void look(), EVERY_MS);
    },
    stop: () => clearInterval(timer),
    list: complaints.list,
  };
}

/** Only what a person has to solve: what fails otherwise may pass by itself. */
function complain(complaints: Complaints, subject: string, place: string, error: unknown): void {
  if (!(error instanceof NotSeen) || !error.message.startsWith("AWS does not allow")) return;
  complaints.add(subject, `In ${place} ${error.message}: ${error.remedy ?? "allow it"}.`);
}
