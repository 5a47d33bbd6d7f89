/** Runs one task again and again on request, never twice at once. */
export interface ScanLoop {
  /** The task is to run in about so many milliseconds; an earlier request wins, one during a run means one more run. */
  request(delayMs: number): void;
  stop(): void;
}

/** @param failed is told when the task throws, which is a mistake in the program; the loop goes on. */
export function createScanLoop(task: () => Promise<void>, failed: (error: unknown) => void): ScanLoop {
  let timer: NodeJS.Timeout | undefined;
  let due = Infinity;
  let running = false;
  let stopped = false;

  function arm(): void {
    clearTimeout(timer);
    if (stopped || running || due === Infinity) return;
    timer = setTimeout(() => void run(), Math.max(0, due - performance.now()));
  }

  async function run(): Promise<void> {
    due = Infinity;
    running = true;
    await task().catch(failed);
    running = false;
    arm();
  }

  return {
    request(delayMs) {
      due = Math.min(due, performance.now() + delayMs);
      arm();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
