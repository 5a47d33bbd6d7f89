import { expect } from 'chai';
import { fieldsMatch, parseFieldSelector } from '../../src/index.js';

describe('field selectors', () => {
  const metadata = { name: 'a', namespace: 'n' };
  const cases: readonly (readonly [string, boolean])[] = [
    ['', true],
    ['metadata.name=a', true],
    ['metadata.name==a', true],
    ['metadata.name!=a', false],
    ['metadata.name=a,metadata.namespace!=n', false],
    ['metadata.name=a,metadata.namespace=n', true],
    ['metadata.name=', false],
  ];
  for (const [text, expected] of cases) {
    it(`'${text}' ${expected ? 'selects' : 'does not select'} n/a`, () => {
      const { selector } = parseFieldSelector(text);
      expect(fieldsMatch(selector!, metadata)).to.equal(expected);
    });
  }

  it('take escaped commas, equal signs and backslashes for the characters themselves', () => {
    const { selector } = parseFieldSelector('metadata.name=a\\,b\\=c\\\\');
    expect(selector?.map((r) => r.value)).to.deep.equal(['a,b=c\\']);
  });

  it('name a field that objects cannot be selected by', () => {
    expect(parseFieldSelector('metadata.name=a,spec.host=b').error).to.deep.equal({
      column: 17,
      message: "objects cannot be selected by 'spec.host', only by metadata.name and metadata.namespace",
    });
  });

  it('name a term that compares nothing', () => {
    expect(parseFieldSelector('metadata.name').error).to.deep.equal({
      column: 1,
      message: "'metadata.name' is not 'field=value' or 'field!=value'",
    });
  });
});
