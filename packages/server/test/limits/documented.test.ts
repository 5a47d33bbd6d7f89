import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { defaultLimits } from '../../src/limits/limits.js';
import { refusalReasons } from '../../src/limits/refusal.js';

const page = await readFile(new URL('../../../../docs/security.md', import.meta.url), 'utf8');

/** `32 MiB`, `2 min`, `50,000` as a number of bytes, milliseconds or things. */
function valueOf(text: string): number {
  const units: Record<string, number> = { KiB: 2 ** 10, MiB: 2 ** 20, s: 1_000, min: 60_000 };
  const [number = '', unit = ''] = text.split(' ');
  return Number(number.replaceAll(',', '')) * (units[unit] ?? 1);
}

describe('docs/security.md', () => {
  it('has all limits, with their defaults', () => {
    const rows = page.matchAll(/^\| (`\w+`(?:, `\w+`)*) +\| ([^|]+?) +\|/gm);
    const documented = [...rows].flatMap(([, names = '', values = '']) => {
      const each = values.split(/, (?=\d)/);
      return names.split(', ').map((name, i) => [name.slice(1, -1), valueOf(each[i] ?? '')]);
    });
    expect(Object.fromEntries(documented)).to.deep.equal(defaultLimits);
  });

  it('has all reasons for which clients are refused', () => {
    for (const reason of refusalReasons) expect(page).to.include(`\`${reason}\``);
  });
});
