import { expect } from 'chai';
import { catalogue, type DiagnosticCode, parse } from '@xdsim/api';
import { readFileSync } from 'node:fs';
import { analyze, rules } from '../../src/analysis/index.js';
import { createRegistry } from '../../src/index.js';

const docs = new URL('../../../../docs/', import.meta.url);
const codes = (Object.keys(catalogue) as DiagnosticCode[]).filter((code) => code.startsWith('XDS07'));

const blocks = (page: string, kind: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`yaml ${kind}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => text ?? '');

function analyzed(text: string): string[] {
  const { objects, diagnostics } = parse(text);
  const registry = createRegistry();
  registry.apply(objects);
  return [...diagnostics, ...analyze(registry.snapshot())].map(({ code, message }) => `${code} ${message}`);
}

describe('the rules of the analysis', () => {
  it('are one for each code of the range, in its order', () => {
    expect(rules.map((rule) => rule.code)).to.deep.equal(codes);
  });

  it('have names that are the names of their files and tests', () => {
    for (const { name, code } of rules) {
      const source = readFileSync(new URL(`../../src/analysis/rules/${name}.ts`, import.meta.url), 'utf8');
      expect(source).to.include(`'${code}'`);
      const test = readFileSync(new URL(`${name}.test.ts`, import.meta.url), 'utf8');
      expect(test).to.include(`testRule('${name}'`);
    }
  });

  it('are all in the list of the documentation', () => {
    const list = readFileSync(new URL('analysis.md', docs), 'utf8').replaceAll(/ +/g, ' ');
    for (const code of codes)
      expect(list).to.include(`| [${code}](diagnostics/${code}.md) | ${catalogue[code].title} |`);
  });

  for (const code of codes) {
    it(`${code} has examples that hold: each wrong one yields it alone, each right one nothing`, () => {
      const page = readFileSync(new URL(`diagnostics/${code}.md`, docs), 'utf8');
      const [wrong, right] = [blocks(page, 'wrong'), blocks(page, 'right')];
      expect(wrong).to.not.deep.equal([]);
      expect(right).to.not.deep.equal([]);
      for (const text of wrong) expect(analyzed(text).map((one) => one.slice(0, 7))).to.deep.equal([code]);
      for (const text of right) expect(analyzed(text)).to.deep.equal([]);
    });
  }
});
