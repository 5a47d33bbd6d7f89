import { expect } from 'chai';
import { parse, parseMessage, schema } from '../../src/index.js';
import { findings, yaml } from '../objects.js';

const one = yaml('WorkloadEntry', '{address: 10.0.0.1}');
const megabyte = 1024 * 1024;

describe('parse: limits', () => {
  it('does not read a file of more than 50 MB', () => {
    const large = Buffer.alloc(50 * megabyte + 1, '#');
    const { objects, diagnostics } = parse(large, { file: 'large.yaml' });
    expect(objects).to.deep.equal([]);
    expect(diagnostics).to.have.length(1);
    expect(diagnostics[0]).to.include({
      code: 'XDS0108',
      file: 'large.yaml',
      message: 'this file has 51 MB, and 50 MB is the most that is read',
    });
    expect(parse('#'.repeat(50 * megabyte + 1)).diagnostics[0]?.code).to.equal('XDS0108');
    expect(parseMessage(large, schema.message({})).diagnostics[0]?.code).to.equal('XDS0108');
  });

  it('lists ten thousand findings and counts the rest', () => {
    const { objects, diagnostics } = parse(`${one}---\n${'---\n- a\n'.repeat(10_050)}`);
    expect(objects).to.have.length(1);
    expect(diagnostics).to.have.length(10_001);
    expect(diagnostics.at(-1)).to.include({
      code: 'XDS0109',
      message: 'this file has 50 more findings, which are not listed',
    });
  });

  describe('of one object', () => {
    const ones = (count: number) => Array.from({ length: count }, () => '1').join(',');
    const head = 'ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC';
    const entries: Readonly<Record<string, string>> = {
      'that has not the structure': `{hosts: [${ones(300_000)}], ${head}}`,
      'whose items lack fields': `{hosts: [a.test], resolution: STATIC, ports: [${Array.from({ length: 100_000 }, () => '{}').join(',')}]}`,
      'that breaks the rules': `{hosts: [${Array.from({ length: 200_000 }, () => '""').join(',')}], ${head}}`,
    };
    for (const [what, spec] of Object.entries(entries)) {
      it(`${what}, a hundred errors are enough, and the next object is read`, () => {
        const { objects, diagnostics } = parse(`${yaml('ServiceEntry', spec)}---\n${one}`);
        expect(objects.map(({ kind }) => kind)).to.deep.equal(['WorkloadEntry']);
        expect(diagnostics.filter(({ severity }) => severity === 'error')).to.have.length(100);
        expect(diagnostics.at(-1))
          .to.include({ code: 'XDS0109' })
          .and.property('message')
          .to.match(/more than 100 errors/);
      });
    }

    it('a thousand warnings are told, and an error after them is found', () => {
      const unknown = Array.from({ length: 1_500 }, (_, index) => `bogus${index}: 1`).join(', ');
      const { objects, diagnostics } = parse(yaml('WorkloadEntry', `{${unknown}, weight: none}`));
      expect(objects).to.deep.equal([]);
      expect(diagnostics.filter(({ code }) => code === 'XDS0206')).to.have.length(1_000);
      expect(diagnostics.map(({ code }) => code)).to.include.members(['XDS0207', 'XDS0109']);
    });
  });

  it('decides by all findings, those that are not listed included', () => {
    const labels = Array.from({ length: 12_000 }, (_, index) => `    "b ${index}": c`).join('\n');
    const text = yaml('WorkloadEntry', `\n  address: 10.0.0.1\n  bogus: 1\n  labels:\n${labels}\n`);
    expect(parse(text).objects).to.deep.equal([]);
  });

  it('lists as many errors as it is told, and other findings do not count against them', () => {
    const unknown = Array.from({ length: 200 }, (_, index) => `  adress${index}: 1`).join('\n');
    const text = yaml(
      'WorkloadEntry',
      `\n  address: "not an address!"\n  ports: {http: 1000000}\n${unknown}\n`,
    );
    const { objects, diagnostics } = parse(text, { mostFindings: 10 });
    expect(objects).to.deep.equal([]);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.length).to.be.greaterThan(0);
    expect(diagnostics).to.have.length(errors.length + 10 + 1);
    expect(diagnostics.at(-1)?.message).to.equal('this file has 190 more findings, which are not listed');
  });

  it('looks for what is meant by the first fifty fields of an object that nobody knows', () => {
    const unknown = Array.from({ length: 60 }, (_, index) => `  locality${index % 10}${index}: 1`).join('\n');
    const { diagnostics } = parse(yaml('WorkloadEntry', `\n  address: 10.0.0.1\n${unknown}\n`));
    expect(diagnostics).to.have.length(60);
    expect(diagnostics.filter(({ help }) => help === 'did you mean locality?')).to.have.length(50);
  });

  it('names the characters that YAML does not have', () => {
    for (const [character, code] of [
      ['\0', '0000'],
      ['\u001B', '001B'],
      ['\u007F', '007F'],
      ['\u0080', '0080'],
      ['\uFFFF', 'FFFF'],
    ]) {
      const { objects, diagnostics } = parse(`${one}---\n${one}# ${character}\n---\n${one}`);
      expect(objects).to.have.length(2);
      expect(diagnostics).to.have.length(1);
      expect(diagnostics[0]).to.include({
        code: 'XDS0101',
        line: 10,
        column: 3,
        message: `the character U+${code} is not allowed in YAML`,
      });
    }
    expect(findings(yaml('WorkloadEntry', '{address: 10.0.0.1, network: "\\0\\x1b"}'))).to.deep.equal([]);
  });

  it('follows the aliases of many objects in one document', () => {
    const item = (name: string, address: string) =>
      `- {apiVersion: networking.istio.io/v1, kind: WorkloadEntry, metadata: {name: ${name}}, spec: {address: ${address}}}\n`;
    const items = Array.from({ length: 2000 }, (_, index) => item(`b${index}`, '*a')).join('');
    const { objects, diagnostics } = parse(`kind: List\nitems:\n${item('a', '&a 10.0.0.1')}${items}`);
    expect(diagnostics).to.deep.equal([]);
    expect(objects).to.have.length(2001);
    expect(objects.at(-1)?.spec).to.deep.equal({ address: '10.0.0.1' });
  });
});
