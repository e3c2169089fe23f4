import { expect, test } from "vitest";
import { attachmentLink, isSignedLink } from "../../../adapters/web/guard/links.ts";

const secret = "a secret of the installation";
const now = new Date("2026-11-23T03:00:00Z");
const later = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const image = { type: "image", archive: "a".repeat(64), alt: "x" } as const;
const file = { type: "file", archive: "b".repeat(64), name: "q1.csv", rows: 40 } as const;

test.each([image, file])("the link of a message's $type is good for 30 days, for that one alone", (attachment) => {
  const { pathname, searchParams } = new URL(attachmentLink(attachment, secret, now), "https://gumshoe.example.com");
  expect(pathname).toContain(attachment.archive);
  expect(isSignedLink(pathname, searchParams, secret, later(29))).toBe(true);
  expect(isSignedLink(pathname, searchParams, secret, later(31))).toBe(false);
  expect(isSignedLink(pathname.replace(/[ab]{64}/, "c".repeat(64)), searchParams, secret, now)).toBe(false);
  expect(isSignedLink(pathname, searchParams, "another secret", now)).toBe(false);
});
