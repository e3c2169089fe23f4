import { randomUUID } from "node:crypto";
import { createDynamoArchive } from "../adapters/dynamodb/archive.ts";
import { createDynamoBoard } from "../adapters/dynamodb/board.ts";
import { createDynamoDirectory } from "../adapters/dynamodb/directory.ts";
import { createDynamoStore } from "../adapters/dynamodb/store.ts";
import { connectTable, DUE_INDEX, type DynamoConnection, type Table } from "../adapters/dynamodb/table.ts";
import type { Store } from "../src/store/store.ts";
import type { Stores } from "../src/store/stores.ts";

/**
 * List prices on demand, table class Standard, us-east-1, November 2026, dollars for a million request units: a write of 1 KB, a strongly
 * consistent read of 4 KB. https://aws.amazon.com/dynamodb/pricing/on-demand/
 */
const DOLLARS_A_MILLION = { write: 0.625, read: 0.125 };

let counting = true;

const WRITES: ReadonlySet<string> = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"]);

/** What was asked of a table. */
export interface Usage {
  /** Calls of DynamoDB; a retry by the client counts once. */
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly dollars: number;
  readonly operations: Readonly<Record<string, number>>;
  /** Calls of the ports: "store.append". */
  readonly ports: Readonly<Record<string, number>>;
}

export interface CountedStores {
  readonly stores: Stores;
  /** What was asked since the start or the last call. */
  take(): Usage;
  /** Whether looks for work that is due are counted: they come by the clock, whatever happens. */
  countLooks(counting: boolean): void;
  /** Port calls since the start, without looks for work that is due. */
  steps(): number;
  close(): void;
}

/** All ports on a table, with every call counted. The units are those that the engine says it consumed, indexes included. */
export async function openCountedStores(connection: DynamoConnection): Promise<CountedStores> {
  const table = connectTable(connection);
  await table.initialize();
  let steps = 0;
  let counts = nothing();
  countOperations(table, (operation, units) => {
    add(counts.operations, operation);
    counts[WRITES.has(operation) ? "writeUnits" : "readUnits"] += units;
  });
  const onPort = (name: string): void => {
    if (name !== "store.due") steps += 1;
    add(counts.ports, name);
  };
  const now = (): Date => new Date();
  return {
    stores: countedPorts(
      {
        store: createDynamoStore(table, randomUUID(), now),
        directory: createDynamoDirectory(table),
        archive: createDynamoArchive(table),
        board: createDynamoBoard(table),
      },
      onPort,
    ),
    take() {
      const taken = counts;
      counts = nothing();
      const sum = Object.values(taken.operations).reduce((all, each) => all + each, 0);
      const { read, write } = DOLLARS_A_MILLION;
      const dollars = (taken.readUnits * read + taken.writeUnits * write) / 1_000_000;
      return { calls: sum, ...taken, dollars };
    },
    countLooks(on) {
      counting = on;
    },
    steps: () => steps,
    close: () => table.close(),
  };
}

/** The same stores, whose every call of a port is told: "store.append". */
export function countedPorts({ store, directory, archive, board }: Stores, onPort: (name: string) => void): Stores {
  return {
    store: withLanes(counted("store", store, onPort), onPort),
    directory: counted("directory", directory, onPort),
    archive: counted("archive", archive, onPort),
    board: counted("board", board, onPort),
  };
}

function nothing() {
  const [operations, ports]: Record<string, number>[] = [{}, {}];
  return { readUnits: 0, writeUnits: 0, operations: operations ?? {}, ports: ports ?? {} };
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Asks for the capacity that each operation consumed, and hands it over. */
function countOperations({ client }: Table, count: (operation: string, units: number) => void): void {
  client.middlewareStack.add(
    (next, context) => async (given) => {
      const operation = String(context.commandName ?? "").replace("Command", "");
      if (!counting && isLook(given.input)) return next(given);
      const answer = await next({ ...given, input: { ...given.input, ReturnConsumedCapacity: "TOTAL" } }).catch(
        (error: unknown) => {
          // A write whose condition is false costs a unit as well.
          count(operation, 1);
          throw error;
        },
      );
      // A read that finds nothing costs as much as one of 4 KB; DynamoDB Local says nothing of it.
      const least = WRITES.has(operation) ? 1 : "IndexName" in given.input ? 0.5 : 1;
      count(operation, Math.max(least, unitsOf(answer.output)));
      return answer;
    },
    { step: "initialize" },
  );
}

function isLook(input: object): boolean {
  return "IndexName" in input && input.IndexName === DUE_INDEX;
}

/** The units of an answer; of batches there is one entry a table. */
function unitsOf(output: object): number {
  if (!("ConsumedCapacity" in output)) return 0;
  const all: unknown = output.ConsumedCapacity;
  return [all].flat().reduce<number>((sum, each) => sum + (hasUnits(each) ? each.CapacityUnits : 0), 0);
}

function hasUnits(value: unknown): value is { readonly CapacityUnits: number } {
  return typeof value === "object" && value !== null && "CapacityUnits" in value;
}

/** The same port, whose every call is told. */
function counted<Port extends object>(name: string, port: Port, onCall: (name: string) => void): Port {
  return new Proxy(port, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      return (...given: unknown[]): unknown => {
        onCall(`${name}.${String(key)}`);
        return Reflect.apply(value, target, given);
      };
    },
  });
}

function withLanes(store: Store, onCall: (name: string) => void): Store {
  return {
    read: store.read,
    append: store.append,
    erase: store.erase,
    deliver: store.deliver,
    due: store.due,
    async take(stream, name) {
      const lane = await store.take(stream, name);
      return lane && counted("lane", lane, onCall);
    },
  };
}
