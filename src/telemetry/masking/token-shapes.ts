import { base64Run } from "./base64-run.ts";
import type { SecretShape } from "./secret-shape.ts";

/** Whether a word is random: it changes between kinds of characters far more often than a name does, and has all of them. */
function isRandom(word: string): boolean {
  if (![/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(word))) return false;
  const kinds = [...word].map((letter) => (/[A-Z]/.test(letter) ? "A" : /[a-z]/.test(letter) ? "a" : "1"));
  return kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length >= word.length * 0.4;
}

/** Tokens that are recognized by themselves, by the prefix or the shape that whoever issues them gave them. */
export const TOKEN_SHAPES: readonly SecretShape[] = [
  { what: "token", alone: true, needs: /eyJ/, shape: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g },
  { what: "AWS key", alone: true, shape: /(?<![A-Z0-9])(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}(?![A-Z0-9])/g },
  // A secret access key has forty characters and no prefix.
  {
    what: "AWS key",
    needs: base64Run(40),
    shape: /(?<![A-Za-z0-9+/=_.-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/g,
    is: isRandom,
  },
  {
    what: "token",
    alone: true,
    shape:
      /(?<![A-Za-z])(?:xox[a-z](?:\.xox[a-z])?-[\w-]{10,}|xapp-[\w-]{10,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|npm_\w{36}|[spr]k_(?:live|test)_\w{10,}|AIza[\w-]{30,}|sk-(?:proj|ant|svcacct|admin|or)-[\w-]{16,}|SG\.[\w-]{16,}\.[\w-]{16,}|hv[sb]\.[\w-]{20,}|dckr_pat_[\w-]{20,}|ya29\.[\w-]{20,}|whsec_[\w-]{10,}|shp(?:at|ca|pa|ss)_[0-9a-f]{32}|pypi-[\w-]{30,}|do[oprt]_v1_[0-9a-f]{32,}|lin_api_\w{30,})/g,
  },
  { what: "token", alone: true, shape: /(?<![\w-])sk-\w{32,}/g, is: (found) => isRandom(found.slice(3)) },
  { what: "token", alone: true, needs: /hooks\.slack/, shape: /(?<=\bhooks\.slack\.com\/services\/)[\w/]{8,}/g },
  {
    what: "token",
    alone: true,
    needs: /webhook|api\.telegram/i,
    shape:
      /(?<=\boffice\.com\/webhook(?:b2)?\/|\bdiscord(?:app)?\.com\/api\/webhooks\/\d{1,30}\/|\bapi\.telegram\.org\/bot\d{1,20}:)[\w@/-]{8,300}/gi,
  },
];
