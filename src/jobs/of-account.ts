import type { EvidenceDraft } from "../investigation/diagnosis.ts";

/** Evidence that says in its query whose it is, where that is another account than Gumshoe's own. */
export function ofAccount(draft: EvidenceDraft, account: string | undefined): EvidenceDraft {
  return account === undefined ? draft : { ...draft, query: `${draft.query} · ${account}` };
}
