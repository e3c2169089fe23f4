import type { Notice } from "../../../../src/events/events.ts";

/** What a card has to say: its word, its tone, its title and its first resource; `page` is a part of its link. */
export interface Said {
  readonly word: string;
  readonly mood: NonNullable<Notice["mood"]>;
  readonly title: string;
  readonly on: string;
  readonly page?: string;
}

/** A message, its card, and further fields of the envelope. */
export type Row = readonly [name: string, message: unknown, said: Said, more?: Readonly<Record<string, unknown>>];

export const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:111122223333:${rest}`;

/** An event as EventBridge delivers it. */
export function event(source: string, type: string, detail: unknown, resources: readonly string[] = []): object {
  return {
    version: "0",
    id: "7f0c1d2e-aaaa-bbbb-cccc-123456789012",
    "detail-type": type,
    source,
    account: "111122223333",
    region: "eu-west-1",
    time: "2026-05-01T03:00:00Z",
    resources,
    detail,
  };
}
