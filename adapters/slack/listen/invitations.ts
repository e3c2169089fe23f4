import { z } from "zod";
import type { ChannelWatch } from "../post/channel-watch.ts";
import { eventFor } from "./envelope.ts";
import type { Listening } from "./listening.ts";

const joined = z.object({ user: z.string() });

/** Somebody invited the bot: what waited for that is sent at once. */
export function listenToInvitations({ app, identity }: Listening, watch: ChannelWatch): void {
  app.event("member_joined_channel", async ({ event, body }) => {
    const { data } = joined.safeParse(event);
    if (data?.user === identity.user && eventFor(body, identity) !== undefined) void watch.invited();
  });
}
