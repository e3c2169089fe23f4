import { messageOf } from "../errors.ts";
import { failureLevel } from "../log/failure-level.ts";
import { similarAmong } from "./answers/similar.ts";
import { gumshoe, type WorkContext } from "./context.ts";

/**
 * Asks for similar ones by itself after a verdict, once an investigation, where some may be told in its channels. Never rejects: the
 * verdict stands without it.
 */
export async function offerSimilar(context: WorkContext, stream: string): Promise<void> {
  const { handle, load, lastYear, now, log } = context;
  try {
    const { state } = await load(stream);
    if (state.status !== "open" || state.queries.some(({ question }) => question.type === "similar")) return;
    const { closed } = await lastYear();
    if ((await similarAmong(closed, context, state, gumshoe)).length === 0) return;
    const command = { type: "ask", question: { type: "similar" }, understood: "seen before" } as const;
    await handle(stream, command, { id: `${stream}/similar`, actor: gumshoe, at: now().toISOString() });
  } catch (error) {
    log[failureLevel(error)]({ stream, error: messageOf(error) }, "similar ones could not be looked for");
  }
}
