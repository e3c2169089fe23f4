/** What follows from events, done after the commit that names it, as often as it takes. */
export type Work =
  /** Compare what the thread shows with what it should show. */
  | { readonly type: "chat" }
  | { readonly type: "investigate"; readonly episode: number }
  | { readonly type: "ask"; readonly query: string }
  /** A timer: comes in as the command `wake` when `at` (ISO) has come. */
  | { readonly type: "wake"; readonly timer: string; readonly at: string }
  /** Write the investigation's line in the lists. */
  | { readonly type: "summarise" };

export type LaneName = "chat" | "work";

/** Long work never blocks the thread: what is shown has a lane of its own. */
export function laneOf(work: Work): LaneName {
  return work.type === "chat" ? "chat" : "work";
}
