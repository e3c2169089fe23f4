/** An answer, as long as the signal is not aborted: what is answered may not listen to it, and is then left behind. */
export function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject, resolve } = Promise.withResolvers<T>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  answer.then(resolve, reject);
  return promise.finally(() => signal.removeEventListener("abort", stop));
}
