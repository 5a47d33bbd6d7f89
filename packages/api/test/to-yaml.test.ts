import { expect } from 'chai';
import { parse, toManifest, toYaml } from '../src/index.js';
import { object, yaml } from './objects.js';

describe('toYaml', () => {
  it('puts in quotes what kubectl would not take for text', () => {
    const words = [
      'on',
      'y',
      'No',
      'true',
      '~',
      'null',
      '',
      '010',
      '1_000',
      '0x1f',
      '0b1',
      '1.0',
      '.inf',
      '<<',
      '- a',
    ];
    const text = toYaml(words);
    for (const word of words) expect(text).to.include(`- "${word}"\n`);
    expect(toYaml(['one', '1:30', '2026-01-31', 'a: b'])).to.equal('- one\n- 1:30\n- 2026-01-31\n- "a: b"\n');
    expect(toYaml({ on: 'a', '010': 'b', off: [true, 1, null, 0.5] })).to.equal(
      '"on": a\n"010": b\n"off":\n  - true\n  - 1\n  - null\n  - 0.5\n',
    );
  });

  it('writes objects that are read back as they are', () => {
    const read = object(
      yaml('WorkloadEntry', '{address: 10.0.0.1, labels: {a: "on", "off": "1", "010": ""}}'),
    );
    const [again] = parse(toYaml(toManifest(read))).objects;
    expect(again?.spec).to.deep.equal(read.spec);
  });
});
