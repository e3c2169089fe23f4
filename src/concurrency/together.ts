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

/**
 * Tells items of a key together. The first is told at once; those that come while it is told, or within `apartMs` after, share the next call,
 * which waits no longer once it has `most` items. Calls of a key follow one another. Resolves with the answer of an item's call.
 */
export function createTogether<Item, Answer>(
  tell: (key: string, items: readonly Item[]) => Promise<Answer>,
  { apartMs, most }: { readonly apartMs: number; readonly most: number },
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
    follow(key, told);
    return gathered;
  }

  function follow(key: string, told: Promise<unknown>): void {
    const ended = told.then(nothing, nothing);
    const apart = ended.then(pause).then(() => {
      if (lastOf.get(key) === last) lastOf.delete(key);
    });
    const last: Last = { ended, apart };
    lastOf.set(key, last);
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, apartMs).unref());
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
