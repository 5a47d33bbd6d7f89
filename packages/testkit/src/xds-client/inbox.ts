/** Values that wait for takers, or takers that wait for values. */
export interface Inbox<T> {
  /** How many values wait. */
  readonly size: number;
  put(value: T): void;
  /**
   * Takes the oldest value, or the next that comes.
   *
   * @throws Error with the message after so many milliseconds
   */
  take(timeoutMs: number, message: () => string): Promise<T>;
  peek(): T | undefined;
  /** No value comes any more: whoever waits, now or later, gets the error once the values are taken. */
  close(error: Error): void;
}

interface Taker<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

export function createInbox<T>(): Inbox<T> {
  const values: T[] = [];
  const takers = new Set<Taker<T>>();
  let closed: Error | undefined;
  return {
    get size() {
      return values.length;
    },
    peek: () => values[0],
    put(value) {
      const [taker] = takers;
      if (taker) taker.resolve(value);
      else values.push(value);
    },
    take(timeoutMs, message) {
      const value = values.shift();
      if (value !== undefined) return Promise.resolve(value);
      if (closed) return Promise.reject(closed);
      return new Promise<T>((resolve, reject) => {
        const done = (): void => {
          clearTimeout(timer);
          takers.delete(taker);
        };
        const taker: Taker<T> = {
          resolve(value) {
            done();
            resolve(value);
          },
          reject(error) {
            done();
            reject(error);
          },
        };
        const timer = setTimeout(() => taker.reject(new Error(message())), timeoutMs);
        takers.add(taker);
      });
    },
    close(error) {
      closed = error;
      for (const taker of takers) taker.reject(error);
    },
  };
}
