/** A name that stands before a secret: `password`, `DB_PASSWORD`, `x-api-key`, `SecretAccessKey`. Not `secretary`, `tokens`, `compass`. */
export const NAME = String.raw`(?:password|passwd|passphrase|passcode|pswd|pwd|(?<![A-Za-z])(?:pass|pw|jwt|otp)|(?<!\barn:[^\s"']{1,80}:)secret|token|(?:api|access|account|private|secret|encryption|signing|license)[-_]?key(?:[-_]?base)?|authorization|session[-_]?id)`;
/** Between the name and its value, in settings, JSON, Ruby, Go and addresses; quotes of JSON inside JSON are escaped. */
const GIVEN = String.raw`\\{0,7}["']?\s{0,3}(?:=>|:=|[:=]|%3[AD])\s{0,3}`;
/** What stands there when there is no secret, or it is hidden already. */
export const NONE = String.raw`(?!\[[a-z -]{1,20} hidden\]|arn:|(?:null|undefined|none|nil|true|false|missing|empty|expired|invalid|required|revoked|denied|not)\b)`;
/** `tests pass: 120` says how many. */
export const COUNT = String.raw`(?<!(?<![A-Za-z])pass["']?\s{0,3}:\s{0,3}(?=\d{1,5}\b))`;

export const named = (value: string): RegExp => new RegExp(`(?<=${NAME}${GIVEN}${value}`, "gi");

/** A part of every alternative of {@link NAME}. */
export const PART_OF_NAME = /pass|pswd|pwd|pw|jwt|otp|secret|token|key|authorization|session/i;

const NAMED = new RegExp(`${NAME}$`, "i");

/** Whether a column or field of this name holds secrets. */
export function namesSecret(name: string): boolean {
  return NAMED.test(name);
}
