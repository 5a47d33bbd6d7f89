import { suggest } from '@xdsim/api';
import { kubernetesParts } from './kubernetes-parts.js';

/** One letter of these is all that there is: another one is another name, and no slip. */
const SHORTEST = 3;

/**
 * The host that a misspelt one most likely stands for: undefined when none is close. What two hosts share, as a domain,
 * says nothing of how close they are: each of the other parts has to be.
 */
export function similarHost(host: string, hosts: readonly string[]): string | undefined {
  const own = kubernetesParts(host);
  const moved = own && hosts.find((other) => kubernetesParts(other)?.name === own.name);
  if (moved) return moved;
  const near = hosts.filter((other) => isNear(host.toLowerCase(), other.toLowerCase()));
  return suggest(host, near) ?? near[0];
}

function isNear(a: string, b: string): boolean {
  const [x, y] = withoutShared(a.split('.'), b.split('.'));
  if (x.length === y.length) return x.every((part, index) => isSlip(part, y[index] ?? ''));
  return isSlip(x.join('.'), y.join('.'));
}

/** Of two hosts the parts in which they differ. */
function withoutShared(
  a: readonly string[],
  b: readonly string[],
): readonly [readonly string[], readonly string[]] {
  const longest = Math.min(a.length, b.length);
  let end = 0;
  while (end < longest && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return [a.slice(0, a.length - end), b.slice(0, b.length - end)];
}

const isSlip = (a: string, b: string): boolean =>
  a === b || (Math.max(a.length, b.length) >= SHORTEST && suggest(a, [b]) !== undefined);
