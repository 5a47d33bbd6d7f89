import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { catalogue, type DiagnosticCode, parse } from '../../src/index.js';

const folder = new URL('../../../../docs/diagnostics/', import.meta.url);
const codes = Object.keys(catalogue) as DiagnosticCode[];
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));

/** Codes that one short text cannot have: they are about files, bytes, size, or several objects. */
const isDecidedElsewhere = (code: string): boolean =>
  ['XDS0102', 'XDS0103', 'XDS0104', 'XDS0108', 'XDS0109', 'XDS0110', 'XDS0382'].includes(code) ||
  /^XDS0[456]/.test(code);

const blocks = (page: string, kind: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`yaml ${kind}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => text ?? '');

describe('the catalogue and its pages', () => {
  it('name the same codes', () => {
    expect(pages.map((name) => name.replace('.md', '')).sort()).to.deep.equal([...codes].sort());
    expect(codes.length).to.be.greaterThan(80);
  });

  for (const code of codes) {
    const { severity, title } = catalogue[code];

    it(`${code} has its title, its severity and examples that hold: ${title}`, () => {
      const page = readFileSync(new URL(`${code}.md`, folder), 'utf8');
      expect(page).to.match(/^# XDS\d{4}: /);
      expect(page.split('\n')[0]).to.equal(`# ${code}: ${title}`);
      expect(page).to.include(`\nSeverity: ${severity}\n`);
      // the examples of 07 are analysed where the rules are, in @xdsim/registry
      if (code.startsWith('XDS07')) return;
      const [wrong, right] = [blocks(page, 'wrong'), blocks(page, 'right')];
      if (isDecidedElsewhere(code)) {
        expect(page).to.match(/^```(?:yaml|text)\n/m);
        expect([...wrong, ...right]).to.deep.equal([]);
        return;
      }
      expect(wrong).to.not.deep.equal([]);
      expect(right).to.not.deep.equal([]);
      for (const text of wrong) {
        const found = parse(text).diagnostics;
        expect(found.map((one) => one.code)).to.deep.equal([code]);
        expect(found[0]?.severity).to.equal(severity);
      }
      for (const text of right) {
        const { objects, diagnostics } = parse(text);
        expect(diagnostics).to.deep.equal([]);
        expect(objects).to.not.deep.equal([]);
      }
    });
  }

  it('have titles that differ, in one style', () => {
    const titles = codes.map((code) => catalogue[code].title);
    expect(new Set(titles).size).to.equal(titles.length);
    for (const title of titles) expect(title).to.match(/^[A-Za-z].*[^.!]$/);
  });
});
