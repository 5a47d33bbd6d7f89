import { diagnostic, type Diagnostic } from '@xdsim/api';
import { VersionedMap, type Resource, type ResourceMap, type ResourceSet } from '@xdsim/envoy';
import { followFiles } from '../access/follow-files.js';
import type { Logger } from '../logger.js';
import { readSecret, SecretFileError } from './read-secret.js';
import { checkSecretFiles, filesOf, type SecretFiles } from './secret-files.js';
import { secretResources } from './secret-resources.js';

/** The secrets of a server: the same for all proxies that may have them, whatever else they see. */
export interface Secrets {
  readonly resources: ResourceMap<'secrets'>;
  /** When they last changed, on the clock of `performance.now()`. */
  readonly changedAt: number;
  /** What a view holds and these: one set for all who are given the same. */
  addTo(resources: ResourceSet): ResourceSet;
  /** When the first certificate of each secret expires, in seconds since 1970. */
  expiries(): Iterable<readonly [name: string, seconds: number]>;
  /** From now on the files are followed. */
  follow(changed: () => void): void;
  close(): void;
}

export interface SecretsOptions {
  readonly files: readonly SecretFiles[];
  readonly log: Logger;
  /** Told what is wrong with the files now: nothing, when all is well again. */
  report(wrong: readonly Diagnostic[]): void;
}

/** How often to look, where the system does not tell of changes. */
const REFRESH_MS = 5_000;

/**
 * Reads secrets and follows their files. One that cannot be read never keeps the others back: it is missing, or stays as it was.
 *
 * @throws TypeError when the options make no sense
 */
export async function createSecrets({ files, log, report }: SecretsOptions): Promise<Secrets> {
  checkSecretFiles(files);
  let resources = VersionedMap.of<Resource<'secrets'>>([]);
  let changedAt = 0;
  let sets = new WeakMap<ResourceSet, ResourceSet>();
  const expiries = new Map<string, number>();

  let changed = (): void => {};
  let stop = (): void => {};

  async function look(): Promise<void> {
    const wrong: Diagnostic[] = [];
    const found = new Map<string, Resource<'secrets'>>();
    for (const secret of files) {
      try {
        // A name that is written wins over one that follows from another.
        const { contents, expiry } = await readSecret(secret);
        for (const one of secretResources(secret.name, contents))
          if (one.name === secret.name || !found.has(one.name)) found.set(one.name, one);
        expiries.set(secret.name, expiry);
      } catch (error) {
        if (!(error instanceof SecretFileError)) throw error;
        wrong.push(unusable(secret.name, error, resources.has(secret.name)));
      }
    }
    const changes = [...found].filter(([name, { version }]) => resources.get(name)?.version !== version);
    report(wrong);
    if (changes.length === 0) return;
    resources = resources.with(changes);
    sets = new WeakMap();
    changedAt = performance.now();
    log.info({ secrets: changes.map(([name]) => name) }, 'secrets changed');
    changed();
  }

  await look();
  return {
    get resources() {
      return resources;
    },
    get changedAt() {
      return changedAt;
    },
    addTo(set) {
      if (resources.size === 0) return set;
      const known = sets.get(set) ?? { ...set, secrets: resources };
      sets.set(set, known);
      return known;
    },
    expiries: () => expiries,
    follow(whenChanged) {
      if (files.length === 0) return;
      const failed = (error: unknown): void => log.error({ err: error }, 'secrets could not be looked at');
      changed = whenChanged;
      stop = followFiles(filesOf(files), look, { everyMs: REFRESH_MS, failed });
    },
    close: () => stop(),
  };
}

const unusable = (name: string, { message }: Error, isHeld: boolean): Diagnostic =>
  diagnostic('XDS0631', {
    message: `secret ${name}: ${message}; ${isHeld ? 'the one before stays in force' : 'it is not served until that is mended'}`,
    help: 'write each file at once: to another name first, then renamed',
  });
