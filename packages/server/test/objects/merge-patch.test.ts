import { expect } from 'chai';
import fc from 'fast-check';
import { mergePatch } from '../../src/admin/objects/patch/merge-patch.js';

/** RFC 7386, appendix A: target, patch, result. */
const examples = [
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
] as const;

const json = fc.jsonValue({ maxDepth: 4 });
const object = fc.dictionary(fc.string(), json);
const withoutNull = json.filter((value) => !JSON.stringify(value).includes('null'));

describe('a merge patch (RFC 7386)', () => {
  for (const [target, patch, result] of examples)
    it(`makes ${result} of ${target} and ${patch}`, () => {
      expect(mergePatch(JSON.parse(target), JSON.parse(patch))).to.deep.equal(JSON.parse(result));
    });

  it('that is empty changes no object', () => {
    fc.assert(
      fc.property(object, (target) => {
        expect(mergePatch(target, {})).to.deep.equal(target);
      }),
    );
  });

  it('that is applied twice changes nothing more', () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).to.deep.equal(once);
      }),
    );
  });

  it('without null, applied to nothing, is itself', () => {
    fc.assert(
      fc.property(withoutNull, (patch) => {
        expect(mergePatch(undefined, patch)).to.deep.equal(patch);
      }),
    );
  });

  it('leaves both of its parts as they were, and what the patch does not name', () => {
    fc.assert(
      fc.property(object, object, (target, patch) => {
        const before = structuredClone([target, patch]);
        const merged = mergePatch(target, patch) as Record<string, unknown>;
        expect([target, patch]).to.deep.equal(before);
        for (const key of Object.keys(target)) {
          if (!Object.hasOwn(patch, key)) expect(merged[key]).to.deep.equal(target[key]);
        }
      }),
    );
  });

  it('takes __proto__ for a name like any other', () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}')) as object;
    expect(Object.hasOwn(merged, '__proto__')).to.equal(true);
    expect(Object.hasOwn({}, 'polluted') || 'polluted' in {}).to.equal(false);
  });
});
