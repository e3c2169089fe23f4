import { expect, vi } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { plain } from "../../src/card/card.ts";
import type { Received } from "../../src/conversation/inbound.ts";
import type { Actor } from "../../src/events/events.ts";
import type { AddedPorts } from "../../src/process/source.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { connectTo } from "../counterparts/aws/connect.ts";
import { type AwsContent, type AwsCounterpart, startAws } from "../counterparts/aws/server.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const HOUR_MS = 3_600_000;

export const ana: Actor = { id: "web:ana", name: "Ana" };
export const ben: Actor = { id: "web:ben", name: "Ben" };

/** Gumshoe in memory in front of an AWS on loopback, in eu-central-1; Ana is an operator, Ben looks on. */
export interface AwsHouse {
  readonly house: House;
  readonly aws: AwsCounterpart;
  readonly incident: ReturnType<typeof simulate>;
  /** Everything that was archived. */
  readonly archived: readonly unknown[];
  /** The thread of G-1001. */
  thread(): Promise<string>;
  stop(): Promise<void>;
}

export async function openAwsHouse(
  change: (content: AwsContent) => Partial<AwsContent> = () => ({}),
  added: AddedPorts = {},
  more: Pick<Parameters<typeof createHouse>[0] & object, "operators" | "policy" | "now"> = {},
): Promise<AwsHouse> {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  const now = (): Date => new Date();
  const incident = simulate({ incident: "orders-failing", seed: 3, startedAt: new Date(Date.now() - HOUR_MS), now });
  const content: AwsContent = { telemetry: incident.telemetry };
  const aws = await startAws({ ...content, ...change(content) });
  const source = connectTo(aws.endpoint, { region: "eu-central-1" });
  const stores = createMemoryStores({ now });
  const archived: unknown[] = [];
  const archive: typeof stores.archive = {
    ...stores.archive,
    save(stream, body) {
      archived.push(structuredClone(body));
      return stores.archive.save(stream, body);
    },
  };
  const house = createHouse({
    stores: { ...stores, archive },
    automatic: true,
    telemetryFor: ({ scope }, earlier) => {
      const own = source.telemetryFor({ account: scope?.account, region: scope?.region }, earlier?.spent);
      const telemetry = { ...own, ...added };
      return earlier?.memory.through(telemetry) ?? telemetry;
    },
    operators: new Set([ana.id]),
    accounts: ["prod"],
    topics: new Set(["arn:aws:sns:eu-central-1:111122223333:gumshoe"]),
    ...more,
  });
  return {
    house,
    aws,
    incident,
    archived,
    async thread() {
      await expect.poll(async () => (await stateOf(house, 1001)).links.length).toBe(1);
      return (await stateOf(house, 1001)).links[0]?.thread ?? "";
    },
    async stop() {
      await house.stop();
      await aws.close();
      vi.unstubAllEnvs();
    },
  };
}

/** Everything that a slot's message says, as one text. */
export function shown({ house }: AwsHouse, slot: string): string {
  const message = house.channel.standing.find(({ identity }) => identity.slot === slot);
  if (!message) return "";
  const { title, blocks } = message.card;
  return [title, ...blocks.map((block) => ("text" in block ? plain(block.text) : JSON.stringify(block)))].join("\n");
}

/** The sentence of a reply. */
export function told(received: Received): string {
  if (received.type !== "reply") return received.type;
  return received.card.blocks.map((block) => ("text" in block ? plain(block.text) : JSON.stringify(block))).join(" ");
}
