import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/**
 * A hash of the names and contents of files and folders of the clone. Contents, not times: a checkout of
 * another branch and back changes times only.
 *
 * @param {readonly string[]} names paths relative to the clone; one that does not exist counts as such
 * @returns {string}
 */
export function digest(names) {
  const hash = createHash('sha256').update(process.version);
  for (const name of names) add(hash, name);
  return hash.digest('hex');
}

function add(hash, name) {
  const file = path.join(root, name);
  const stat = statSync(file, { throwIfNoEntry: false });
  hash.update(`\0${name}\0`);
  if (stat?.isDirectory()) for (const entry of readdirSync(file).sort()) add(hash, `${name}/${entry}`);
  else if (stat) hash.update(readFileSync(file));
}
