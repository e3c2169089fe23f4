/** A finger that slips, and a phone that sends twice, are faster than a person who means it. */
const SLIP_MS = 2_000;
/** Presses that are remembered. */
const KEPT = 1_000;

/** Whether the same person pressed the same button on the same message a moment ago: Slack gives the second press an id of its own. */
export function createSlips(now: () => Date): (press: string) => boolean {
  const pressed = new Map<string, number>();
  return (press) => {
    const at = now().getTime();
    const before = pressed.get(press);
    pressed.delete(press);
    pressed.set(press, at);
    const oldest = pressed.keys().next();
    if (pressed.size > KEPT && !oldest.done) pressed.delete(oldest.value);
    return before !== undefined && at - before < SLIP_MS;
  };
}
