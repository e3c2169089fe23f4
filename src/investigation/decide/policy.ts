/** Settings for decisions, the same in every process of an installation. */
export interface Policy {
  /** Milliseconds without activity after which a recovered investigation is closed. */
  readonly autoCloseMs: number;
  /** Milliseconds after which it is said again that an alarm fires unacknowledged; undefined: never. */
  readonly repeatMs?: number | undefined;
  /** Milliseconds after which whoever acknowledged an alarm is reminded that it still fires; undefined: never. */
  readonly reminderMs?: number | undefined;
  /** True if there is a policy by which alarms escalate by themselves. */
  readonly escalates?: boolean | undefined;
  /** True if a change in AWS waits until a second person approves it. */
  readonly twoPersons?: boolean | undefined;
  /** True if findings are published to other systems. */
  readonly publishes?: boolean | undefined;
}
