import { wordsOf } from "../readable.ts";
import type { MessageShape } from "../shape.ts";

/** A resource of AWS Control Tower was changed by hand. https://docs.aws.amazon.com/controltower/latest/userguide/drift.html */
export const driftMessage: MessageShape = ({ fields }) => {
  const kind = fields.text("DriftType");
  const text = fields.text("Message");
  if (kind === undefined || text === undefined) return undefined;
  const ids = fields.text("OrganizationalUnitId", "AccountId", "OrganizationId");
  return {
    title: `Control Tower drift: ${wordsOf(kind.toLowerCase()).replace(/^(?:scp|ou)\b/i, (word) => word.toUpperCase())}`,
    word: "DRIFT",
    mood: "warning",
    text,
    resources: [ids],
    facts: [
      ["Organization", fields.text("OrganizationId")],
      ["Policy", fields.text("PolicyId")],
    ],
    nextSteps: [fields.text("RemediationStep")],
    page: "controltower/home",
    account: fields.text("ManagementAccountId", "MasterAccountId"),
  };
};
