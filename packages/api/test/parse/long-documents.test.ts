import { expect } from 'chai';
import { parse } from '../../src/index.js';
import { yaml } from '../objects.js';

const one = yaml('WorkloadEntry', '{address: 10.0.0.1}');
/** An anchor makes a document unusual; its length is in a comment. */
const unusual = (document: string, length: number): string =>
  `# ${'x'.repeat(length)}\n${document.replace('name: ', 'name: &n ')}`;

describe('parse: long documents that are not plain', () => {
  it('are read up to 256 KiB', () => {
    const { objects, diagnostics } = parse(
      `${unusual(one, 250_000)}---\n${one.replace('name: ', 'name: other-')}`,
    );
    expect(objects).to.have.length(2);
    expect(diagnostics).to.deep.equal([]);
  });

  it('are reported beyond that, and the others are read', () => {
    const { objects, diagnostics } = parse(`${one}---\n${unusual(one, 300_000)}`, { file: 'mesh.yaml' });
    expect(objects).to.have.length(1);
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(['XDS0110']);
    expect(diagnostics[0]).to.include({
      file: 'mesh.yaml',
      message: 'this document has 294 KiB, and one with unusual YAML has 256 KiB at most',
    });
  });

  it('of another kind are passed over by what their first lines say', () => {
    const crd = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: x }\n`;
    const { objects, diagnostics } = parse(`${unusual(crd, 2_000_000)}---\n${one}`);
    expect(objects).to.have.length(1);
    expect(diagnostics.map(({ code, message }) => [code, message])).to.deep.equal([
      ['XDS0205', 'skipped one object of another kind: CustomResourceDefinition (apiextensions.k8s.io/v1)'],
    ]);
  });

  it('of a plain kind may have any length', () => {
    const endpoints = Array.from(
      { length: 40_000 },
      (_, i) => `    - address: 10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
    );
    const entry = yaml(
      'ServiceEntry',
      `\n  hosts: [a.test]\n  resolution: STATIC\n  ports: [{number: 80, name: http, protocol: HTTP}]\n  endpoints:\n${endpoints.join('\n')}\n`,
    );
    expect(parse(entry).diagnostics).to.deep.equal([]);
  });
});
