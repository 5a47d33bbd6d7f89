import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path is a folder or lies in it. */
export function isUnder(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way.split(sep)[0] !== '..' && !isAbsolute(way);
}
