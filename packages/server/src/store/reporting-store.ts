import { diagnostic } from '@xdsim/api';
import type { Diagnostic } from '@xdsim/api';
import type { ObjectStore } from '@xdsim/registry';

/** A store that tells when it fails for the first time: nothing is acknowledged from then on. */
export function reportingStore(
  store: ObjectStore,
  directory: string,
  report: (failure: Diagnostic) => void,
): ObjectStore {
  let failed = false;
  return {
    load: () => store.load(),
    async save(saving) {
      try {
        await store.save(saving);
      } catch (error) {
        if (!failed) report(failureOf(directory, error instanceof Error ? error.message : String(error)));
        failed = true;
        throw error;
      }
    },
  };
}

/** XDS0603, and why. */
export function failureOf(directory: string, why: string): Diagnostic {
  return diagnostic('XDS0603', {
    message: `${directory} cannot be written, so objects are no longer kept: ${why}`,
    help: 'free some space, or let xdsim write there, and start it again',
  });
}
