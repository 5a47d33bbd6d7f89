import { expect } from 'chai';
import { parseMessage, schema } from '../../src/index.js';

const settings = schema.message({
  mode: schema.enumeration('ON', 'OFF'),
  limits: schema.message({ connections: schema.uint32 }),
});
const read = (text: string | Uint8Array) => parseMessage(text, settings, { file: 'mesh.yaml' });

describe('parseMessage', () => {
  it('reads a message that is not an object of Kubernetes', () => {
    const { value, diagnostics } = read('# settings\nmode: "ON"\nlimits: {connections: 5}\n');
    expect(diagnostics).to.deep.equal([]);
    expect(value).to.deep.equal({ mode: 'ON', limits: { connections: 5 } });
  });

  it('takes an empty text for an empty message', () => {
    expect(read('').value).to.deep.equal({});
    expect(read('# nothing\n').value).to.deep.equal({});
  });

  it('checks the structure, with places', () => {
    const broken = read('mode: ON\nlimits: {connections: 5}\n');
    expect(broken.value).to.equal(undefined);
    expect(broken.diagnostics.map(({ code, line, help }) => [code, line, help])).to.deep.equal([
      ['XDS0207', 1, 'kubectl reads the plain word ON as true: put it in quotes: "ON"'],
    ]);
  });

  it('passes over a field that it does not know, and says so', () => {
    const { value, diagnostics } = read('mode: "ON"\nlimit: {connections: 5}\n');
    expect(value).to.deep.equal({ mode: 'ON' });
    expect(diagnostics).to.have.length(1);
    expect(diagnostics[0]).to.include({
      code: 'XDS0206',
      severity: 'warning',
      file: 'mesh.yaml',
      line: 2,
      column: 1,
      help: 'did you mean limits?',
    });
  });

  it('says where a field is written', () => {
    const { positionOf } = read('mode: "ON"\nlimits: {connections: 5}\n');
    expect(positionOf('limits')).to.deep.equal({ file: 'mesh.yaml', line: 2, column: 9, endColumn: 25 });
    expect(positionOf('other')).to.equal(undefined);
  });

  it('says when the text is not UTF-8', () => {
    const { value, diagnostics } = read(new Uint8Array([0x6d, 0xff]));
    expect(value).to.equal(undefined);
    expect(diagnostics.map(({ code }) => code)).to.include('XDS0103');
  });
});
