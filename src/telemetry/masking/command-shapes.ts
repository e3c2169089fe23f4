import { NONE } from "./secret-names.ts";
import type { SecretShape } from "./secret-shape.ts";

/** A command line up to an option, on one line and within one command. */
const before = (programs: string, option: string): string =>
  String.raw`(?<=\b(?:${programs})\b[^\n|;&]{0,200}\s${option}["']?)`;

/** Whether a word is no everyday one: "the password expired" tells none. */
const isUncommon = (word: string): boolean => /\d/.test(word) && /[A-Za-z]/.test(word) && /[A-Z!@#$%^&*+]/.test(word);

/** Secrets as people and scripts type them: in SQL, in command lines, in sentences. */
export const COMMAND_SHAPES: readonly SecretShape[] = [
  {
    what: "secret",
    needs: /identified|password/i,
    shape: new RegExp(
      String.raw`(?<=\b(?:identified\s{1,3}(?:with\s{1,3}\w{1,40}\s{1,3})?(?:by|as)|password)\s{1,3}(?:password\s{1,3})?(["']))${NONE}[^"'\r\n]{1,200}(?=["'])`,
      "gi",
    ),
  },
  {
    what: "secret",
    needs: /--/,
    shape: new RegExp(
      String.raw`(?<=--[\w-]{0,40}(?:password|passwd|passphrase|token|secret|secret-string|api-key|secret-key|access-key)\s{1,3}["']?)(?!-)${NONE}[^\s"']{2,200}`,
      "gi",
    ),
  },
  {
    what: "secret",
    needs: /mysql|mariadb/i,
    shape: new RegExp(String.raw`${before("mysql\\w*|mariadb\\w*", "-p")}(?!\[)[^\s"']{2,200}`, "g"),
  },
  {
    what: "secret",
    needs: /sshpass|mongo|login/i,
    shape: new RegExp(String.raw`${before("sshpass|mongo\\w*|login", "-p\\s{1,3}")}(?![\[-])[^\s"']{2,200}`, "g"),
  },
  {
    what: "secret",
    needs: /redis-cli/i,
    shape: new RegExp(String.raw`${before("redis-cli", "-a\\s{1,3}")}(?![\[-])[^\s"']{2,200}`, "g"),
  },
  {
    what: "credentials",
    needs: /curl|wget|https?ie/i,
    shape: new RegExp(
      String.raw`${before("curl|wget|httpie", `(?:-u|--user|-a)[\\s=]{0,3}["']?[^\\s:"']{1,100}:`)}(?!\[|//)[^\s"']{2,200}`,
      "g",
    ),
  },
  {
    what: "secret",
    needs: /pass(?:word|wd|phrase|code)|token/i,
    shape: new RegExp(
      String.raw`(?<=\b(?:password|passwd|passphrase|passcode|token)\s{1,3}(?:(?:is|was|to)\s{1,3})?["']?)${NONE}[\w!@#$%^&*+/=.~-]{8,200}`,
      "gi",
    ),
    is: isUncommon,
  },
];
