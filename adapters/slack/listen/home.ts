import { z } from "zod";
import { messageOf } from "../../../src/errors.ts";
import type { Summary } from "../../../src/store/directory.ts";
import { readerOf } from "../people/reader.ts";
import { threadLink } from "../place.ts";
import { HOME_LISTED, type HomeEntry, toHomeView } from "../render/home.ts";
import { eventFor } from "./envelope.ts";
import type { Listening } from "./listening.ts";

const opened = z.object({ user: z.string(), tab: z.string().optional() });

/** Publishes the home tab each time somebody opens it. */
export function listenToHome({ app, identity, people, host, log }: Listening): void {
  app.event("app_home_opened", async ({ event, client, body }) => {
    const { data } = opened.safeParse(event);
    if (!data || (data.tab ?? "home") !== "home" || eventFor(body, identity) === undefined) return;
    const { user } = data;
    void publish(user).catch((error: unknown) => log.warn({ error: messageOf(error) }, "the home tab failed"));

    async function publish(reader: string): Promise<void> {
      const open = await host.open(await readerOf(people, reader, undefined));
      const isMine = ({ ownerId }: Summary): boolean => ownerId === `slack:${reader}`;
      const sorted = [...open.filter(isMine), ...open.filter((summary) => !isMine(summary))];
      const entries = await Promise.all(sorted.slice(0, HOME_LISTED).map(toEntry));
      const view = toHomeView({
        mine: entries.filter(({ summary }) => isMine(summary)),
        others: entries.filter(({ summary }) => !isMine(summary)),
        more: sorted.length - entries.length,
        health: host.health(),
      });
      await client.views.publish({ user_id: reader, view });
    }
  });

  async function toEntry(summary: Summary): Promise<HomeEntry> {
    return { summary, link: threadLink(identity.url, await host.links(summary.stream)) };
  }
}
