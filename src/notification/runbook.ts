const LONGEST_LINK = 1_000;
/** Texts beyond this are not searched for a link. */
const SEARCHED = 4_000;

/**
 * The link to the runbook in an alarm's description: the link after "runbook" or "playbook", else the only link. It must be http or https
 * without a user name.
 */
export function runbookIn(description: string): string | undefined {
  const text = description.slice(0, SEARCHED);
  const links = [...text.matchAll(/https?:\/\/[^\s<>"'|)\]]+/gi)].flatMap(({ 0: found, index }) => {
    const url = validLink(found.replace(/[.,;:!?]+$/, ""));
    return url === undefined ? [] : [{ url, before: text.slice(Math.max(0, index - 40), index), found }];
  });
  const named = links.find(({ before, found }) => /run[-_ ]?book|playbook/i.test(before) || /runbook/i.test(found));
  return (named ?? (links.length === 1 ? links[0] : undefined))?.url;
}

/** A link that may be shown as a button; undefined for anything else. */
export function validLink(text: string): string | undefined {
  if (text.length > LONGEST_LINK || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" ? url.href : undefined;
}
