/** The error that a promise is rejected with; it is an error in itself if it is not. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!('error' in outcome)) throw new Error('the promise was expected to be rejected, but was not');
  if (!(outcome.error instanceof Error))
    throw new Error(`rejected with ${String(outcome.error)}, which is no Error`);
  return outcome.error;
}
