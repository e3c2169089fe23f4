import { createTerminalChat } from "../../../adapters/terminal/chat.ts";
import { chatContract } from "../../contracts/chat.ts";

chatContract("the terminal", async () => {
  const shown = new Map<string, { readonly title: string; readonly place: string }>();
  return {
    chat: createTerminalChat((message, { title }, place) => shown.set(message, { title, place })),
    channel: "terminal:demo",
    titles: async (asked) => [...shown.values()].flatMap(({ title, place }) => (place === asked ? [title] : [])),
    searches: false,
    close: async () => undefined,
  };
});
