import type { Chat, PostIdentity } from "../../chat/chat.ts";
import type { Tracer } from "../../tracing/tracer.ts";

/** Times what is sent to a platform. */
export function tracedChat(platform: string, chat: Chat, tracer: Tracer): Chat {
  const factsOf = ({ stream, slot }: PostIdentity) => ({ platform, stream, slot });
  return {
    ...chat,
    post: (place, message, identity) =>
      tracer.span("chat post", factsOf(identity), () => chat.post(place, message, identity)),
    edit: (place, key, message) => tracer.span("chat edit", { platform }, () => chat.edit(place, key, message)),
    hold: (thread, attachment, known) =>
      tracer.span("chat upload", { platform, type: attachment.type }, () => chat.hold(thread, attachment, known)),
  };
}
