import { createRequire } from 'node:module';

const manifest = createRequire(import.meta.url)('../package.json') as { version: string };

/** The version of this package; all of xdsim's packages have the same. */
export const version: string = manifest.version;
