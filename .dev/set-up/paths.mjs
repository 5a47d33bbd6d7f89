import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Where the set-up notes what it has done. It lies with the dependencies, so it goes when they go. */
export const stampFile = path.join(root, 'node_modules/.cache/xdsim/set-up.json');
