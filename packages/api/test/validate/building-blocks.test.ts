import { expect } from 'chai';
import { domainProblem, isDnsLabel, wildcardDomainProblem } from '../../src/validate/domain.js';
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
