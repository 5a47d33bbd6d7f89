import type { ConsistentHashLb } from '../../kinds/traffic-policy.js';
import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';

export function checkConsistentHash(findings: Findings, path: Path, hash: ConsistentHashLb): void {
  const { httpCookie, minimumRingSize, ringHash, maglev } = hash;
  if (httpCookie) checkCookie(findings, [...path, 'httpCookie'], httpCookie);
  if (minimumRingSize) {
    const at = [...path, 'minimumRingSize'];
    const help = `write ringHash: {minimumRingSize: ${minimumRingSize}}`;
    findings.add(at, 'XDS0345', 'consistentHash.minimumRingSize is deprecated', help);
    if (ringHash || maglev) {
      const other = ringHash ? 'ringHash' : 'maglev';
      findings.add(at, 'XDS0336', `minimumRingSize and ${other} exclude each other`, `keep ${other}`);
    }
  }
  if (maglev) checkTableSize(findings, [...path, 'maglev', 'tableSize'], maglev.tableSize ?? 0);
}

function checkCookie(
  findings: Findings,
  path: Path,
  cookie: NonNullable<ConsistentHashLb['httpCookie']>,
): void {
  if (cookie.name === '') findings.add([...path, 'name'], 'XDS0336', 'the cookie has an empty name');
  const names = new Set<string>();
  for (const [index, { name = '' }] of (cookie.attributes ?? []).entries()) {
    const at = [...path, 'attributes', index, 'name'];
    if (name === '') findings.add(at, 'XDS0336', 'a cookie attribute has no name');
    else if (names.has(name))
      findings.add(at, 'XDS0336', `the cookie has the attribute ${quote(name)} twice`);
    names.add(name);
  }
}

/** Envoy's limit; a table has to have a prime number of entries below it. */
const tableSizeLimit = 5_000_011;

function checkTableSize(findings: Findings, path: Path, size: number): void {
  if (size === 0) {
    findings.add(path, 'XDS0336', 'maglev has no table size', 'add tableSize: 65537, for instance');
  } else if (size >= tableSizeLimit) {
    findings.add(
      path,
      'XDS0336',
      `a maglev table cannot have ${size} entries`,
      `keep below ${tableSizeLimit}`,
    );
  } else if (!isPrime(size)) {
    const help = `${nextPrime(size)} is prime`;
    findings.add(
      path,
      'XDS0336',
      `a maglev table cannot have ${size} entries: that is not a prime number`,
      help,
    );
  }
}

function nextPrime(above: number): number {
  let candidate = above + 1;
  while (!isPrime(candidate)) candidate += 1;
  return candidate;
}

/** Envoy: takes 1 for a prime. */
function isPrime(number: number): boolean {
  if (number < 4) return number > 0;
  if (number % 2 === 0) return false;
  for (let factor = 3; factor * factor <= number; factor += 2) {
    if (number % factor === 0) return false;
  }
  return true;
}
