import type { Shown } from "../investigation/view.ts";
import type { Attachment } from "./chat.ts";

/** All pictures and files of some messages. */
export function attachmentsOf(messages: readonly Shown[]): readonly Attachment[] {
  return messages.flatMap(({ card }) =>
    card.blocks.flatMap((block): readonly Attachment[] =>
      block.type === "image" || block.type === "file" ? [block] : [],
    ),
  );
}
