import type { EvidenceDraft } from "../investigation/diagnosis.ts";

/** Adds the account to the query of evidence that is of another account than Gumshoe's own. */
export function ofAccount(draft: EvidenceDraft, account: string | undefined): EvidenceDraft {
  return account === undefined ? draft : { ...draft, query: `${draft.query} · ${account}` };
}
