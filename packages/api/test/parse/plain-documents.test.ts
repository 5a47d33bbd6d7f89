import fc from 'fast-check';
import { expect } from 'chai';
import { parse, toManifest, toYaml } from '../../src/index.js';
import { readCorpus } from '../fuzz/corpus.js';
import { checkAgainstComplete, countPlain } from './complete-reading.js';

/** What the plain reader reads, each in a mapping with what may follow. */
const plain: readonly string[] = [
  'a: b',
  'a: b c  # a comment',
  'a: b#c',
  'a: http://b:80/c?d=e&f',
  'a: -b',
  'a: 2001:db8::1',
  'a: 010',
  'a: yes',
  'a: ~',
  'a: 1_000',
  'on: off',
  'a: "b: c # d"',
  'a: "\\u00e9\\n\\""',
  "a: 'it''s'",
  'a: [b, c d, "e,f", 1.5]',
  'a: []',
  'a: {}',
  'a: { b: c, "d":e, f: [1, { g: h }] }',
  'a:\n  b: c\n  d: e',
  'a:   # a comment\n      b: c\n      d: e',
  'a:\n- b\n- c',
  'a:\n  - b: c\n    d: e\n  -   f: g\n      h: i\n  - j',
  'a:\n  - - b\n    - c\n  - - d',
  'a:\n\n  # a comment\n  b: c\n# another\n\n  d: e\n   # and one',
  'a: é',
  'a: b\na: c',
  '"a": b',
];

/** What it leaves to the YAML library. */
const others: readonly string[] = [
  'a:',
  'a: &x b\nc: *x',
  'a: !!str 1',
  'a: |\n  b',
  'a: >-\n  b\n  c',
  'a: b\n  c',
  'a: "b\n  c"',
  'a: [b,\n  c]',
  'a: b: c',
  'a: b:',
  'a:\tb',
  'a: b\r\nc: d\r',
  'a: [b, c',
  'a: {b}',
  'a: [b, ]',
  'a: [b: c]',
  'a: @b',
  'a: "b" c',
  'a: "\\x41"',
  '? a\n: b',
  'a:\n    b: c\n  d: e',
  'a:\n  b: c\n   d: e',
  'a:\n  -\n    b: c',
  'a: - b',
  'a: "b',
  '- a\nb: c',
  '  a: b',
  'a: b\n...\nc: d',
  '--- a: b',
  'a: b\u0085',
];

const json = JSON.stringify({ a: [1, 'b"\\\n', { c: null, d: [[], {}] }], 'e f': true }, undefined, 2);

describe('parse: plain documents', () => {
  for (const text of plain) {
    const isQuotedKey = text.startsWith('"');
    it(`reads ${JSON.stringify(text)} as the YAML library does${isQuotedKey ? '' : ', without it'}`, () => {
      for (const whole of [text, `${text}\n`, `---\n${text}\n---\nx: y\n`, `# c\n---\n${text}\nz: y`]) {
        checkAgainstComplete(whole);
      }
      expect(countPlain(`${text}\n`)).to.deep.equal({ plain: isQuotedKey ? 0 : 1, all: 1 });
    });
  }

  for (const text of others) {
    it(`leaves ${JSON.stringify(text)} to the YAML library`, () => {
      expect(countPlain(`${text}\n`).plain).to.equal(0);
      for (const whole of [text, `${text}\n`, `---\n${text}\n---\nx: y\n`]) checkAgainstComplete(whole);
    });
  }

  it('leaves everything after a directive to the YAML library', () => {
    for (const directive of ['%YAML 1.1', '%TAG ! tag:example.com,2000:', '%NONE a']) {
      checkAgainstComplete(`a: b\n---\nc: d\n...\n${directive}\n---\ne: yes\n---\nf: !x g\n`);
    }
  });

  it('reads JSON, on one line and on many', () => {
    for (const text of [json, `${json}\n`, json.replaceAll(/\s/g, ''), `---\n${json}\n---\n${json}`]) {
      checkAgainstComplete(text);
      const { plain: read, all } = countPlain(text);
      expect(read).to.equal(all);
    }
  });

  it('reads all objects of the documentation and the golden tests as the YAML library does', () => {
    let read = 0;
    let documents = 0;
    for (const text of readCorpus()) {
      checkAgainstComplete(text);
      const count = countPlain(text);
      read += count.plain;
      documents += count.all;
    }
    // a fast reader that reads few of the files that people write would be of little use
    expect(read / documents).to.be.greaterThan(0.95);
  });

  it('reads what toYaml() and JSON.stringify() write', () => {
    for (const object of readCorpus().flatMap((text) => parse(text).objects)) {
      const manifest = toManifest(object);
      for (const text of [toYaml(manifest), JSON.stringify(manifest), JSON.stringify(manifest, null, 4)]) {
        checkAgainstComplete(text);
      }
    }
  });

  it('reads any lines of pieces that mean something as the YAML library does', () => {
    const pieces = 'abc 010 yes ~ - : ? , [ ] { } # & * ! | > \' " % @ ` -- --- ... 😀'.split(' ');
    const piece = fc.constantFrom(...pieces, ' ', '  ', ': ', ' #', 'a: ', '- ', '"b"', "'c'", '\n', '\n  ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (all) => checkAgainstComplete(all.join(''))),
      { numRuns: 2000 },
    );
  });
});
