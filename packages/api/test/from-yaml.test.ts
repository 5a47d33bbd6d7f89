import { expect } from 'chai';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { fromYaml, YamlTooLongError } from '../src/index.js';

describe('fromYaml', () => {
  it('reads what was written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value));
        expect(fromYaml(stringify(json, { version: '1.1' }))).to.deep.equal(json);
      }),
    );
  });

  it('refuses what is not plain and too long for that', () => {
    const anchors = 'a: &a 1\nb: *a\n';
    const plain = 'a: 1\nb: 1\n'.padEnd(1_000, '#');
    expect(fromYaml(anchors, { longestComplete: 100 })).to.deep.equal({ a: 1, b: 1 });
    expect(fromYaml(plain, { longestComplete: 100 })).to.deep.equal({ a: 1, b: 1 });
    expect(() => fromYaml(anchors.repeat(20), { longestComplete: 100 })).to.throw(YamlTooLongError);
  });
});
