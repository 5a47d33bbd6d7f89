/** A disk that is asleep answers within seconds; what takes longer hangs, as a network's that is gone. */
const DEADLINE_MS = 5_000;

/**
 * What a file system answers, if it does in time. Nothing can be called off there: what is late is left to itself.
 *
 * @throws Error with code ETIMEDOUT when it does not
 */
export async function withinTime<T>(answer: Promise<T>, deadlineMs = DEADLINE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error(`no answer in ${deadlineMs} ms`), { code: 'ETIMEDOUT' }));
    }, deadlineMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
