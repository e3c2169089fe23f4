import { withoutMiddle } from "../../card/number.ts";
import { refusal, usage } from "../grammar/offer.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

const form = { usage: "alias set <name> = <command>", example: "alias set 5xx = logs /ecs/orders /5\\d\\d/" };
/** The longest command of an alias. */
const LONGEST = 2_000;
const NAME = /^[\w.-]{1,32}$/;

/** Stores a command under a short name. */
export const alias: Verb = {
  ...form,
  help: "Keep a command under a short name",
  more: ["alias lists them, alias forget 5xx takes one away, run 5xx runs it."],
  readOnly: false,
  shortest: "alias",
  freeText: true,
  parse: ({ rest }) => {
    const said = rest.trim();
    if (withoutEnding(said) === "" || /^list$/i.test(withoutEnding(said))) {
      return { type: "set", setting: { type: "aliases" }, understood: "alias list" };
    }
    const [, forgotten] = /^(?:forget|remove|delete)\s+(\S+)$/i.exec(withoutEnding(said)) ?? [];
    if (forgotten !== undefined) {
      return { type: "set", setting: { type: "forget", name: forgotten }, understood: `alias forget ${forgotten}` };
    }
    const [, name = "", text = ""] = /^set\s+([^\s=]+)\s*=\s*(\S.*)$/is.exec(said) ?? [];
    if (!NAME.test(name)) return usage("An alias needs a name and a command.", form);
    if (text.length > LONGEST)
      return refusal(`${text.length} characters are too long for an alias; at most ${LONGEST}.`);
    const understood = `alias ${name} = ${withoutMiddle(text, 80)}`;
    return { type: "set", setting: { type: "alias", name, text: text.trim() }, understood };
  },
};

const runForm = { usage: "run <name> [time]", example: "run 5xx last 2h" };

/** Runs the command with a short name. */
export const run: Verb = {
  ...runForm,
  help: "Run what alias keeps",
  readOnly: false,
  shortest: "run",
  overheard: { rest: /^[\w.-]{1,32}$/ },
  parse: ({ rest }) => {
    const [, name = "", after = ""] = /^(\S+)(.*)$/s.exec(withoutEnding(rest)) ?? [];
    if (!NAME.test(name)) return usage("Run which alias?", runForm);
    return { type: "run", alias: name, rest: after.trim() };
  },
};
