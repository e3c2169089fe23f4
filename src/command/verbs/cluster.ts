import { usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import { withoutEnding, wordsOf } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

/** Names why workloads of a Kubernetes cluster do not run. */
export const cluster: Verb = {
  usage: "cluster [name] [namespace]",
  example: "cluster prod shop",
  help: "Say why pods do not run",
  more: [
    "Without a name: the only cluster. Reasons come the deepest first, each with its object, field and a command to copy.",
  ],
  readOnly: true,
  shortest: false,
  parse(said) {
    const [name, namespace, beyond] = wordsOf(withoutEnding(said.rest));
    if (beyond) return usage(`Not understood: ${beyond.text.slice(0, 60)}.`, cluster);
    const question = {
      type: "cluster" as const,
      ...(name && { cluster: name.text }),
      ...(namespace && { namespace: namespace.text }),
    };
    const understood = ["cluster", name?.text, namespace && `namespace ${namespace.text}`].filter(Boolean).join(" ");
    return commandOf(said, { type: "ask", question, understood }, understood);
  },
};
