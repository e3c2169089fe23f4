/** "In ten minutes", "tomorrow", "when it is over", "and reopen if it comes back": at another time than now, or on a condition. */
const LATER =
  /^(?:and\s+(?:re-?open|then)\b|(?:if|when|once|unless|as soon as|until)\b|in (?:an?|half|\d+|one|two|three|five|ten|fifteen|twenty|thirty) ?(?:an )?(?:m|h|d|s)[a-z]*\b|(?:tomorrow|tonight|later)(?=[.!]*$| (?:morning|at|when|if|maybe)\b)|at (?:\d{1,2}\b|noon|midnight))/i;

/** Whether a text begins with a time or a condition: what it belongs to shall not be done now. */
export function isLater(text: string): boolean {
  return LATER.test(text);
}
