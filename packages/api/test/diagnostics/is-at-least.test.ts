import { expect } from 'chai';
import { isAtLeast } from '../../src/index.js';

describe('isAtLeast()', () => {
  const severities = ['info', 'warning', 'error'] as const;
  for (const [rank, severity] of severities.entries()) {
    it(`has ${severity} reach ${severities.slice(0, rank + 1).join(', ')}`, () => {
      expect(severities.filter((threshold) => isAtLeast(severity, threshold))).to.deep.equal(
        severities.slice(0, rank + 1),
      );
    });
  }
});
