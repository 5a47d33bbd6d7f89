import { expect } from 'chai';
import { codeFrame, diagnostic, formatDiagnostic, parse } from '../../src/index.js';

const source = `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: shop}
spec:
  hosts: [shop.example.com]

  ports:
  - number: 80
    name: http
    name: web
  resolution: DNS
`;
const [duplicate] = parse(source, { file: 'mesh.yaml' }).diagnostics;

describe('formatDiagnostic', () => {
  it('shows what, where, the lines around it and what to do', () => {
    const text = source.replace('hosts', 'hots');
    const [misspelt] = parse(text, { file: 'mesh.yaml' }).diagnostics;
    expect(formatDiagnostic(misspelt!, { source: text })).to
      .equal(`error[XDS0213]: spec lacks the field hosts, and has "hots" instead
 --> mesh.yaml:5:3
  |
3 | metadata: {name: shop}
4 | spec:
5 |   hots: [shop.example.com]
  |   ^^^^
  |
  = in ServiceEntry default/shop
  = help: did you mean hosts?
  = more: xdsim help XDS0213`);
  });

  it('shows related places, with the line numbers in one width', () => {
    expect(formatDiagnostic(duplicate!, { source })).to
      .equal(`error[XDS0212]: the key "name" appears twice in one mapping
  --> mesh.yaml:10:5
   |
 8 |   - number: 80
 9 |     name: http
10 |     name: web
   |     ^^^^
11 |   resolution: DNS
   ::: mesh.yaml:9:5
   |
 9 |     name: http
   |     ---- the first one is here
   |
   = in ServiceEntry default/shop
   = help: keep one of the two
   = more: xdsim help XDS0212`);
  });

  it('does without the text of the file', () => {
    expect(formatDiagnostic(duplicate!)).to.equal(`error[XDS0212]: the key "name" appears twice in one mapping
 --> mesh.yaml:10:5
  = mesh.yaml:9:5: the first one is here
  = in ServiceEntry default/shop
  = help: keep one of the two
  = more: xdsim help XDS0212`);
  });

  it('does without a place', () => {
    const found = diagnostic('XDS0104', { message: './mesh holds no objects' });
    expect(formatDiagnostic(found, { source })).to.equal(`warning[XDS0104]: ./mesh holds no objects
  = more: xdsim help XDS0104`);
    expect(formatDiagnostic(diagnostic('XDS0102', { message: 'no', file: 'a.yaml' }))).to
      .equal(`error[XDS0102]: no
 --> a.yaml
  = more: xdsim help XDS0102`);
  });

  it('names related places in other files beside the frame', () => {
    const related = [{ message: 'the other one is here', file: 'other.yaml', line: 3, column: 1 }];
    const found = diagnostic('XDS0401', {
      message: 'shop exists already',
      file: 'mesh.yaml',
      line: 1,
      column: 1,
      related,
    });
    expect(formatDiagnostic(found, { source })).to.equal(`error[XDS0401]: shop exists already
 --> mesh.yaml:1:1
  |
1 | apiVersion: networking.istio.io/v1
  | ^
2 | kind: ServiceEntry
  |
  = other.yaml:3:1: the other one is here
  = more: xdsim help XDS0401`);
  });

  it('paints when asked to, and the text is the same', () => {
    const painted = formatDiagnostic(duplicate!, { source, color: true });
    expect(painted.split('\n')[0]).to.equal(
      '\u001B[1;31merror[XDS0212]\u001B[0m\u001B[1m: the key "name" appears twice in one mapping\u001B[0m',
    );
    // oxlint-disable-next-line no-control-regex -- what is tested
    expect(painted.replaceAll(/\u001B\[[\d;]*m/g, '')).to.equal(formatDiagnostic(duplicate!, { source }));
  });
});

describe('codeFrame', () => {
  it('is empty without a place, or with one outside of the text', () => {
    expect(codeFrame(source, diagnostic('XDS0102', { message: 'm' }))).to.equal('');
    expect(codeFrame(source, diagnostic('XDS0102', { message: 'm', line: 99 }))).to.equal('');
  });

  it('shows a line without a column without carets', () => {
    expect(codeFrame('a\nb\nc', diagnostic('XDS0101', { message: 'm', line: 3 }))).to.equal(
      '  |\n1 | a\n2 | b\n3 | c\n  |',
    );
  });

  it('points behind the end of a line', () => {
    expect(codeFrame('ab', diagnostic('XDS0101', { message: 'm', line: 1, column: 3 }))).to.equal(
      '  |\n1 | ab\n  |   ^\n  |',
    );
  });

  it('cuts long lines around the place', () => {
    const long = `${'a'.repeat(300)}HERE${'b'.repeat(300)}`;
    const [, line = '', carets = ''] = codeFrame(
      long,
      diagnostic('XDS0101', { message: 'm', line: 1, column: 301, endColumn: 305 }),
    ).split('\n');
    expect(line).to.equal(`1 | …${'a'.repeat(38)}HERE${'b'.repeat(56)}…`);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).to.equal('HERE');
  });

  it('does not let a file steer the terminal', () => {
    const frame = codeFrame(
      'a: \u001B[2J\u0007\tb',
      diagnostic('XDS0101', { message: 'm', line: 1, column: 1 }),
    );
    expect(frame).to.include('1 | a: \uFFFD[2J\uFFFD b');
    expect(formatDiagnostic(diagnostic('XDS0101', { message: 'a\u001B[2Jb\u202E' }))).to.include(
      'a\uFFFD[2Jb\uFFFD',
    );
  });
});
