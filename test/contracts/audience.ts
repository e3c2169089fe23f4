import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Audience } from "../../src/access/audience.ts";
import type { Reader } from "../../src/access/reader.ts";
import type { ThreadKey } from "../../src/chat/chat.ts";

/** A private channel with its member, somebody else, and a channel of which the platform tells nothing. */
export interface AudienceUnderTest {
  readonly audience: Audience;
  readonly channel: ThreadKey;
  readonly unknown: ThreadKey;
  readonly member: string;
  readonly stranger: string;
  readonly close: () => Promise<void>;
}

/** What every platform that tells who sees a channel does. */
export function audienceContract(name: string, create: () => Promise<AudienceUnderTest>): void {
  describe(`audience of ${name}`, () => {
    let under: AudienceUnderTest;
    beforeAll(async () => {
      under = await create();
    });
    afterAll(async () => under.close());

    const reader = (id: string, belonging: Reader["belonging"] = "member"): Reader => ({
      actor: { id, name: "Ana" },
      belonging,
      channel: under.channel,
      shared: false,
    });

    test("whoever is in a private channel sees it, a guest as well", async () => {
      expect(await under.audience.sees(reader(under.member), under.channel)).toBe(true);
      expect(await under.audience.sees(reader(under.member, "guest"), under.channel)).toBe(true);
    });

    test("nobody else sees it", async () => {
      expect(await under.audience.sees(reader(under.stranger), under.channel)).toBe(false);
      expect(await under.audience.sees(reader(""), under.channel)).toBe(false);
    });

    test("rejects where the platform does not tell", async () => {
      await expect(under.audience.sees(reader(under.member), under.unknown)).rejects.toThrow();
    });
  });
}
