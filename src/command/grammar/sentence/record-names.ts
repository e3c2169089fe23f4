import { distance } from "../distance.ts";
import type { Surroundings } from "../understood.ts";

/** What a sentence names that stands in an investigation's record. */
export interface RecordNames {
  /** People who did something in it, as the record writes them. */
  readonly people: readonly string[];
  /** Kinds of things: "database", "network". */
  readonly kinds: readonly string[];
  readonly hypothesis?: string;
  readonly evidence?: string;
  /** The words that stand for people and kinds, in lower case. */
  readonly taken: ReadonlySet<string>;
}

/** Kinds of things by the words for them. */
const KINDS: Readonly<Record<string, string>> = {
  database: "database, databases, db, dbs, rds, aurora, dynamo, dynamodb, postgres, postgresql, mysql, sql",
  cache: "cache, caches, caching, redis, elasticache, memcached, valkey",
  queue: "queue, queues, sqs, kinesis, kafka, backlog",
  network: "network, networking, dns, connectivity, tls, vpc, nat",
  "load balancer": "balancer, alb, elb, nlb, lb",
  function: "lambda, lambdas",
  aws: "aws, amazon",
  zone: "az, zone, zones",
  disk: "disk, disks, ebs, storage",
};

const KIND_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(KINDS).flatMap(([kind, words]) => words.split(", ").map((word) => [word, kind] as const)),
);

/** The names of the record among the words of a sentence. */
export function recordNames(words: readonly string[], { thread }: Surroundings): RecordNames {
  const lower = words.map((word) => word.toLowerCase());
  const personOf = (word: string) => thread?.people?.find((name) => firstName(name) === word);
  const [hypothesis] = lower.filter((word) => /^h\d{1,4}$/.test(word));
  const [evidence] = lower.filter((word) => /^e\d{1,5}$/.test(word));
  return {
    people: [...new Set(lower.flatMap((word) => personOf(word) ?? []))],
    kinds: [...new Set(lower.flatMap((word) => kindOf(word) ?? []))],
    taken: new Set(lower.filter((word) => kindOf(word) !== undefined || personOf(word) !== undefined)),
    ...(hypothesis !== undefined && { hypothesis }),
    ...(evidence !== undefined && { evidence }),
  };
}

/** A person's name as people type it: its first word. */
export function firstName(name: string): string {
  return name.toLowerCase().replace(/^@/, "").split(/\s/)[0] ?? "";
}

/** The kind that a word stands for, with one typing error in a longer word. */
function kindOf(word: string): string | undefined {
  const exact = KIND_OF.get(word);
  if (exact !== undefined || word.length < 6) return exact;
  return [...KIND_OF].find(([known]) => known.length >= 6 && distance(known, word) === 1)?.[1];
}
