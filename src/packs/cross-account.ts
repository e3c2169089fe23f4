import type { Pack } from "./pack.ts";

export const crossAccount = {
  service: "cross-account",
  title: "Accounts that share with this one",
  namespace: "AWS/OAM",
  dimensions: ["LinkArn"],
  kind: "AWS::Oam::Link",
  metrics: {},
  rules: [],
  alarms: [],
  queries: [
    {
      id: "accounts",
      asks: "Which accounts share what with this one, and which are silent",
      language: "listing",
      text: "linked-accounts",
    },
  ],
  neighbours: [
    "ACCOUNTS: a role in an account shows its alarms and changes, which a link does not share",
    "the link in the account that shares, and its filters",
  ],
} as const satisfies Pack;
