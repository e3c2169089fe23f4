import { expect, test } from "vitest";
import { attachmentLink, isSignedLink, opened, signLink } from "../../../adapters/web/guard/links.ts";

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

test("a signed link to an investigation's page opens that one until it expires; any other link opens none", () => {
  const expires = Math.floor(later(1).getTime() / 1000);
  const link = (path: string): URL => new URL(signLink(path, expires, secret), "https://gumshoe.example.com");
  expect(opened(link("/investigations/G-1042"), secret, now)).toBe(1042);
  expect(opened(link("/investigations/G-1042"), secret, later(2))).toBeUndefined();
  expect(opened(link("/investigations/G-1042"), "another secret", now)).toBeUndefined();
  expect(opened(link("/files/G-1042"), secret, now)).toBeUndefined();
  expect(opened(new URL("https://gumshoe.example.com/investigations/G-1042"), secret, now)).toBeUndefined();
  const changed = new URL(link("/investigations/G-1042").href.replace("G-1042", "G-1043"));
  expect(opened(changed, secret, now)).toBeUndefined();
});
