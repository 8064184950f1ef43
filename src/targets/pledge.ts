/** A promise that somebody else settles. */
export interface Pledge<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

export function pledge<T>(): Pledge<T> {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // Whoever waits hears of a failure; nobody waiting is no reason to end the process.
  promise.catch(() => {});
  return { promise, resolve, reject };
}
