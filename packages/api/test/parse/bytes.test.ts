import { expect } from 'chai';
import { parse } from '../../src/index.js';
import { yaml } from '../objects.js';

const text = yaml('WorkloadEntry', '{address: 10.0.0.1}', 'name: a, annotations: {note: é}');
const utf8 = new TextEncoder().encode(text);
const one = (input: string | Uint8Array) => {
  const { objects, diagnostics } = parse(input, { file: 'f' });
  return diagnostics[0] ?? objects[0]?.origin;
};

describe('parse: bytes', () => {
  it('reads UTF-8', () => {
    expect(parse(utf8)).to.deep.equal(parse(text));
  });

  it('does not count a byte order mark as a column', () => {
    expect(one(`\uFEFF${text}`)).to.include({ line: 1, column: 1 });
    expect(one(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]))).to.include({ line: 1, column: 1 });
  });

  it('reads lines that end in CR LF, and counts them', () => {
    const windows = text.replaceAll('\n', '\r\n').replace('address', 'adress');
    expect(one(windows)).to.include({ code: 'XDS0206', line: 4, column: 8, endColumn: 14 });
  });

  it('says where a file is not UTF-8', () => {
    const latin1 = Uint8Array.from(text, (character) => character.codePointAt(0) ?? 0);
    expect(one(latin1)).to.include({ code: 'XDS0103', line: 3, column: 41 });
    const utf16 = new Uint8Array(
      Uint16Array.from(`\uFEFF${text}`, (character) => character.charCodeAt(0)).buffer,
    );
    expect(one(utf16)).to.include({ code: 'XDS0103', line: 1, column: 1 });
  });

  it('takes a replacement character for what it is when the file really has one', () => {
    expect(one(new TextEncoder().encode(text.replace('é', '\uFFFD')))).to.include({ line: 1 });
  });

  it('says that YAML is not indented with tabs', () => {
    const { diagnostics } = parse('apiVersion: v1\nspec:\n\thosts: []\n', { file: 'f' });
    expect(diagnostics[0]).to.include({ code: 'XDS0101', line: 3, column: 1, help: 'indent with spaces' });
  });

  it('survives nesting that would overflow the stack', () => {
    for (const opening of ['[', '{a: ', '- ', '? ', '!t [', '&a [']) {
      const { objects, diagnostics } = parse(`${text}---\n${opening.repeat(5000)}\n---\n${text}`);
      expect(objects, opening).to.have.length(2);
      expect(
        diagnostics.map(({ code }) => code),
        opening,
      ).to.deep.equal(['XDS0105']);
    }
  });

  it('survives aliases that expand without end', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const items = level === 0 ? 'x' : Array.from({ length: 10 }, () => `*l${level - 1}`).join(', ');
      return `l${level}: &l${level} [${items}]`;
    });
    const bomb = `apiVersion: networking.istio.io/v1\nkind: WorkloadEntry\nmetadata:\n  name: a\n  managedFields:\n    ${levels.join('\n    ')}\nspec: {address: 10.0.0.1}\n`;
    expect(parse(bomb).diagnostics.map(({ code }) => code)).to.deep.equal(['XDS0106']);
    const loop = yaml('WorkloadEntry', '{address: 10.0.0.1}', 'name: a, managedFields: &m [*m]');
    expect(parse(loop).diagnostics.map(({ code }) => code)).to.deep.equal(['XDS0106']);
  });
});
