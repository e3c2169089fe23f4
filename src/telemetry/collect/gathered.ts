/** Answers that arrive one by one, in the order of asking. */
export interface Gathered<T> {
  readonly soFar: () => readonly T[];
  readonly all: Promise<readonly T[]>;
}

/** Collects answers; `onAnswer` is called after each. */
export function gathered<T>(answers: readonly Promise<readonly T[]>[], onAnswer: () => void): Gathered<T> {
  const known: (readonly T[])[] = answers.map(() => []);
  const soFar = (): readonly T[] => known.flat();
  const kept = answers.map(async (answer, index) => {
    known[index] = await answer;
    onAnswer();
  });
  return { soFar, all: Promise.all(kept).then(soFar) };
}
