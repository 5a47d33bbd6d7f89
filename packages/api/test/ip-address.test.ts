import { expect } from 'chai';
import fc from 'fast-check';
import { isIP } from 'node:net';
import { isCidr, isIpAddress } from '../src/index.js';

const yes = (words: readonly string[], holds: (word: string) => boolean): void => {
  for (const word of words) expect(holds(word), word).to.equal(true);
};
const no = (words: readonly string[], holds: (word: string) => boolean): void =>
  yes(words, (word) => !holds(word));

describe('IP addresses', () => {
  it('are those of Node, which knows them too', () => {
    const group = fc.oneof(
      fc.constant(''),
      fc.nat(0xffff).map((value) => value.toString(16)),
      fc.constant('1.2.3.4'),
      fc.constant('00001'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(group, { maxLength: 10 }).map((groups) => groups.join(':')),
          fc.ipV4(),
          fc.ipV6(),
          fc.string(),
        ),
        (text) => {
          expect(isIpAddress(text), text).to.equal(isIP(text) > 0);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('have no leading zeros, but may have a zone', () => {
    yes(['0.0.0.0', '255.255.255.255', '::', '::1', '1::', '::ffff:1.2.3.4', 'fe80::1%eth0'], isIpAddress);
    no(
      [
        '',
        '1.2.3',
        '1.2.3.4.',
        '01.2.3.4',
        '1.2.3.4:80',
        '[::1]',
        '1.2.3.04',
        '1.2.3.256',
        '1:2',
        ':::',
        '1::2::3',
        '1.2.3.4%a',
        'fe80::1%',
        '1.2.3.4::',
        '::1.2.3.4:1',
      ],
      isIpAddress,
    );
  });

  it('with a length are blocks', () => {
    yes(['10.0.0.0/8', '10.1.2.3/32', '0.0.0.0/0', '2001:db8::/32', '::/128'], isCidr);
    no(
      [
        '10.0.0.0',
        '10.0.0.0/33',
        '10.0.0.0/08',
        '10.0.0.0/-1',
        '10.0.0.0/',
        '/8',
        '::/129',
        'fe80::1%a/8',
        '10.0.0.0/8/8',
        'a/8',
      ],
      isCidr,
    );
  });
});
