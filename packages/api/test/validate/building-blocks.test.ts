import { expect } from 'chai';
import fc from 'fast-check';
import { isIP } from 'node:net';
import { domainProblem, isDnsLabel, wildcardDomainProblem } from '../../src/validate/domain.js';
import { isCidr, isIpAddress } from '../../src/validate/ip-address.js';
import { regexProblem } from '../../src/validate/virtual-service/regex.js';

const yes = (words: readonly string[], holds: (word: string) => boolean): void => {
  for (const word of words) expect(holds(word), word).to.equal(true);
};
const no = (words: readonly string[], holds: (word: string) => boolean): void =>
  yes(words, (word) => !holds(word));

describe('domain names', () => {
  it('have labels of letters, digits and hyphens', () => {
    yes(['a', 'a-b', 'A1', '1', 'a'.repeat(63)], isDnsLabel);
    no(['', '-a', 'a-', 'a_b', 'a.b', 'é', 'a'.repeat(64), 'a\n'], isDnsLabel);
  });

  it('end in a word, or in a dot', () => {
    const isDomain = (text: string) => domainProblem(text) === undefined;
    yes(['a', 'a.b', 'a.b.', '1.a', 'xn--bcher-kva.example'], isDomain);
    no(['', '.', '.a', 'a..b', 'a.1', '10.0.0.1', '*.a', 'a b', `${'a.'.repeat(128)}b`], isDomain);
  });

  it('may start with a wildcard where that is allowed', () => {
    const isWildcard = (text: string) => wildcardDomainProblem(text) === undefined;
    yes(['*', '*.a', '*-a.b', '*a.b', 'a.b', '*.a.'], isWildcard);
    no(['', '**', 'a*.b', 'a.*', '*.*', '*-.a', '*.1', '-*.a'], isWildcard);
  });
});

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

describe('regular expressions', () => {
  it('are those of RE2', () => {
    const isRegex = (text: string) => regexProblem(text) === undefined;
    yes(
      [
        'a',
        '.*',
        '/a/(b|c)+?',
        '^a$',
        '(?i)a',
        '(?P<name>a)',
        '(?<name>a)',
        '(?:a)',
        '(?i:a)',
        'a{2}',
        'a{2,}',
        'a{2,3}?',
        'a{,2}',
        '{',
        'a|',
        '()',
        '|',
        '[a-z]',
        '[]a]',
        '[^]a]',
        '[a-]',
        '[[:alpha:]_]',
        '[\\d-]',
        '[a\\]]',
        '\\d+\\.\\w',
        '\\pL',
        '\\p{Greek}',
        '\\x41',
        '\\x{1F600}',
        '\\Qa.*\\E+',
        '\\012',
        '\\/',
        '\\_',
        '\\bfoo\\b',
        '\\Aa\\z',
        '😀+',
      ],
      isRegex,
    );
    no(
      [
        '',
        '*',
        '+a',
        'a**',
        'a{2}{3}',
        'a|*',
        '(*a)',
        '(',
        ')',
        '(a',
        'a)',
        '(?=a)',
        '(?!a)',
        '(?<=a)',
        '(?<!a)',
        '(?>a)',
        '(?x)a',
        '\\1',
        '(a)\\1',
        '\\',
        '\\y',
        '\\C',
        '[',
        '[a',
        '[z-a]',
        '[\\.-(?:]',
        '((a{100}){100}){100}',
        '[[:foo:]]',
        'a{1001}',
        'a{3,2}',
        'a'.repeat(1025),
      ],
      isRegex,
    );
  });
});
