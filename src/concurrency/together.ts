/** Items of one key that are told in one call. */
interface Gathered<Item, Answer> {
  readonly items: Item[];
  readonly fill: () => void;
  readonly told: Promise<Answer>;
}

/** The last call of a key: when it has ended, and when the next may follow it. */
interface Last {
  readonly ended: Promise<void>;
  readonly apart: Promise<void>;
}

/** How items are gathered. */
export interface Gathering {
  /** The longest pause between two calls of a key. */
  readonly apartMs: number;
  /** A call of so many items is followed by the whole pause, one of fewer by their share of it: who comes alone hardly waits. */
  readonly busy: number;
  /** A call with so many items waits for no more. */
  readonly most: number;
}

/**
 * Tells items of a key together. The first is told at once; those that come while it is told, or in the pause after it, share the next call.
 * Calls of a key follow one another. Resolves with the answer of an item's call.
 */
export function createTogether<Item, Answer>(
  tell: (key: string, items: readonly Item[]) => Promise<Answer>,
  { apartMs, busy, most }: Gathering,
): (key: string, item: Item) => Promise<Answer> {
  const gathering = new Map<string, Gathered<Item, Answer>>();
  const lastOf = new Map<string, Last>();

  function begin(key: string): Gathered<Item, Answer> {
    const { promise: full, resolve: fill } = Promise.withResolvers<void>();
    const before = lastOf.get(key);
    const turn = before ? before.ended.then(() => Promise.race([before.apart, full])) : Promise.resolve();
    const items: Item[] = [];
    const told = turn.then(() => {
      if (gathering.get(key) === gathered) gathering.delete(key);
      return tell(key, items);
    });
    const gathered: Gathered<Item, Answer> = { items, fill, told };
    gathering.set(key, gathered);
    follow(key, told, items);
    return gathered;
  }

  function follow(key: string, told: Promise<unknown>, items: readonly Item[]): void {
    const ended = told.then(nothing, nothing);
    const apart = ended
      .then(() => pauseAfter(items.length))
      .then(() => {
        if (lastOf.get(key) === last) lastOf.delete(key);
      });
    const last: Last = { ended, apart };
    lastOf.set(key, last);
  }

  function pauseAfter(count: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, apartMs * Math.min(1, count / busy)).unref());
  }

  return (key, item) => {
    const gathered = gathering.get(key) ?? begin(key);
    gathered.items.push(item);
    if (gathered.items.length >= most) {
      gathering.delete(key);
      gathered.fill();
    }
    return gathered.told;
  };
}

function nothing(): void {}
