import { beforeEach, describe, expect, test } from "vitest";
import { NotSeen } from "../../../src/errors.ts";
import type { Topics } from "../../../src/telemetry/ports/topics.ts";
import { givenUpContract } from "./given-up.ts";

/** A source with a fresh topic that nobody hears yet, and an endpoint to deliver to. */
export interface TopicsUnderTest {
  readonly topics: Topics;
  readonly topic: string;
  readonly now: () => Date;
}

const { signal } = new AbortController();

/** What every source of topics does. */
export function topicsContract(name: string, create: () => Promise<TopicsUnderTest>): void {
  describe(`topics of ${name}`, () => {
    let under: TopicsUnderTest;
    beforeEach(async () => {
      under = await create();
    });

    test("are listed by their ARNs, each once, and are believed up to now at most", async () => {
      const { value, horizon, gaps } = await under.topics.list(signal);
      expect(value).toContain(under.topic);
      expect(new Set(value).size).toBe(value.length);
      expect(horizon).toBeLessThanOrEqual(under.now().getTime() / 1000);
      expect(gaps).toEqual([]);
    });

    test("subscribing twice is as once, and is seen of the topic and among all", async () => {
      const { topics, topic } = under;
      const before = (await topics.subscriptions(topic, signal)).value;
      await topics.subscribe(topic, signal);
      await topics.subscribe(topic, signal);
      const fresh = (await create()).topics;
      const own = (await fresh.subscriptions(topic, signal)).value;
      expect(before).toEqual([]);
      expect(own).toMatchObject([{ topic, endpoint: topics.endpoint }]);
      expect((await fresh.subscriptions(undefined, signal)).value).toEqual(expect.arrayContaining([...own]));
    });

    test("what is said gets an id of its own", async () => {
      const said = [
        await under.topics.publish(under.topic, "hello", signal),
        await under.topics.publish(under.topic, "hello", signal),
      ];
      expect(new Set(said.filter((id) => id !== "")).size).toBe(2);
    });

    test("of a topic that does not exist it is said that there is none", async () => {
      const gone = under.topic.replace(/[^:]+$/, "gone");
      await expect(under.topics.publish(gone, "hello", signal)).rejects.toThrow(NotSeen);
      await expect(under.topics.subscribe(gone, signal)).rejects.toThrow(NotSeen);
      await expect(under.topics.subscriptions(gone, signal)).rejects.toThrow(NotSeen);
    });

    givenUpContract((given) => under.topics.list(given));
  });
}
