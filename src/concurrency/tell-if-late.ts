/** How long somebody waits in silence. */
const SILENT_MS = 1_000;

/** An outcome. If it takes longer than a second, `tell` is called once, so that whoever waits sees that it is on its way. */
export async function tellIfLate<T>(outcome: Promise<T>, tell: () => void): Promise<T> {
  const timer = setTimeout(tell, SILENT_MS);
  return outcome.finally(() => clearTimeout(timer));
}
