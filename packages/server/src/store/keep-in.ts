import type { Diagnostic } from '@xdsim/api';
import type { ObjectStore } from '@xdsim/registry';
import { openDiskStore } from './disk-store.js';
import { failureOf, reportingStore } from './reporting-store.js';

/** Milliseconds between two looks at the files, where nothing is written. */
const PERIOD = 2_000;

/** A store on disk, which says so when it fails, and when its files go away under it. */
export interface Keeping {
  readonly store: ObjectStore;
  /** Why nothing is kept any more. */
  failure(): string | undefined;
  close(): Promise<void>;
}

/** @throws DataDirError as `openDiskStore` does */
export function keepIn(dataDir: string, report: (failure: Diagnostic) => void): Keeping {
  const disk = openDiskStore(dataDir);
  let failed: Diagnostic | undefined;
  const fail = (failure: Diagnostic): void => {
    if (failed) return;
    failed = failure;
    clearInterval(look);
    report(failure);
  };
  const look = setInterval(() => {
    const why = disk.lost();
    if (why !== undefined) fail(failureOf(dataDir, why));
  }, PERIOD).unref();
  return {
    store: reportingStore(disk, dataDir, fail),
    failure: () => failed?.message,
    close() {
      clearInterval(look);
      return disk.close();
    },
  };
}
