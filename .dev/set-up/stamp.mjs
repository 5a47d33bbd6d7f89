import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stampFile } from './paths.mjs';

/**
 * What an earlier set-up noted under this name.
 *
 * @param {string} name
 * @returns {unknown}
 */
export function readStamp(name) {
  return all()[name];
}

/**
 * Notes what was done, so that the next set-up can see it.
 *
 * @param {string} name
 * @param {unknown} value
 */
export function writeStamp(name, value) {
  mkdirSync(path.dirname(stampFile), { recursive: true });
  // Written beside and moved: two set-ups at one time never read half a file.
  const beside = `${stampFile}.${process.pid}`;
  writeFileSync(beside, JSON.stringify({ ...all(), [name]: value }, undefined, 2));
  renameSync(beside, stampFile);
}

function all() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {}; // None yet, or not readable: everything is done again, which is always right.
  }
}
