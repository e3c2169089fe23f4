import { withoutMiddle } from "../../card/number.ts";
import { usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import { wordsOf } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

const form = { usage: "tool <server> <tool> [name=value…]", example: 'tool wiki search query="checkout pool"' };

/** Asks a tool of another system that the operator listed. */
export const tool: Verb = {
  ...form,
  help: "Ask another system's tool",
  more: ["Only tools that MCP_SERVERS lists. The answer is evidence with its source, and supports no cause by itself."],
  readOnly: true,
  shortest: false,
  freeText: true,
  parse: (said) => {
    const [server, name, ...given] = wordsOf(said.rest);
    if (!server || !name) return usage("Which server, and which of its tools?", form);
    const values = new Map<string, string>();
    for (const { text } of given) {
      const [, key, value] = /^([A-Za-z_][\w-]{0,63})=(.{0,1000})$/s.exec(text) ?? [];
      if (key === undefined || value === undefined) return usage(`Not understood: ${text.slice(0, 60)}.`, form);
      values.set(key, value);
    }
    const question = {
      type: "tool",
      server: server.text,
      tool: name.text,
      values: Object.fromEntries(values),
    } as const;
    const told = [...values].map(([key, value]) => `${key}=${value}`).join(" ");
    const understood = withoutMiddle(`tool ${server.text} ${name.text} ${told}`.trim(), 120);
    return commandOf(said, { type: "ask", question, understood }, understood);
  },
};
