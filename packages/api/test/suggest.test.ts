import { expect } from 'chai';
import { suggest } from '../src/suggest.js';

const fields = ['hosts', 'addresses', 'ports', 'location', 'targetPort', 'consecutive5xxErrors'];

describe('suggest', () => {
  const words: readonly (readonly [string, string | undefined])[] = [
    ['host', 'hosts'],
    ['hsots', 'hosts'],
    ['HOSTS', 'hosts'],
    ['adresses', 'addresses'],
    ['target_port', 'targetPort'],
    ['target-port', 'targetPort'],
    ['consecutive5xErrors', 'consecutive5xxErrors'],
    ['location', 'location'],
    ['weight', undefined],
    ['x', undefined],
    ['', undefined],
    ['p'.repeat(10_000), undefined],
  ];
  for (const [word, meant] of words) {
    it(`takes ${JSON.stringify(word.slice(0, 20))} for ${meant ?? 'nothing'}`, () => {
      expect(suggest(word, fields)).to.equal(meant);
    });
  }
});
