import { expect } from 'chai';
import { analysis, manifest, serviceEntry } from './rule-test.js';

/** Three findings about two objects: XDS0701 twice, XDS0703 once. */
const yaml = (annotations = ''): readonly string[] => [
  manifest(
    'VirtualService',
    `
    hosts: [a.internal]
    http:
      - route: [{destination: {host: b.internal}}]`,
    `name: first${annotations}`,
  ),
  manifest(
    'VirtualService',
    `
    hosts: [shop.example.com]
    http:
      - route: [{destination: {host: c.internal}}]`,
    'name: second, namespace: test',
  ),
  serviceEntry('shop'),
];

const found = (texts: readonly string[], ...suppress: string[]): string[] =>
  analysis(texts, { suppress }).map(({ code, object }) => `${code} ${object}`);

const all = [
  'XDS0703 VirtualService default/first',
  'XDS0701 VirtualService default/first',
  'XDS0701 VirtualService test/second',
];

describe('suppression', () => {
  it('is of nothing by itself, and findings come by their place', () => {
    expect(found(yaml())).to.deep.equal(all);
  });

  it('by annotation holds for the codes it names, on the object that carries it', () => {
    expect(found(yaml(', annotations: {xdsim.dev/suppress: XDS0701}'))).to.deep.equal([all[0], all[2]]);
    expect(found(yaml(', annotations: {xdsim.dev/suppress: "XDS0701, XDS0703"}'))).to.deep.equal([all[2]]);
    expect(found(yaml(', annotations: {xdsim.dev/suppress: "*"}'))).to.deep.equal([all[2]]);
  });

  for (const { option, left } of [
    { option: 'XDS0701', left: [all[0]] },
    { option: 'XDS070*', left: [] },
    { option: '*', left: [] },
    { option: 'XDS0701=VirtualService/test/second', left: [all[0], all[1]] },
    { option: 'XDS0701=VirtualService/test/*', left: [all[0], all[1]] },
    { option: 'XDS0701=VirtualService/second', left: [all[0], all[1]] },
    { option: 'XDS0701=VirtualService', left: [all[0]] },
    { option: 'XDS0701=VirtualService test/second', left: [all[0], all[1]] },
    { option: 'XDS0701=VirtualService second.test', left: [all[0], all[1]] },
    { option: 'XDS0701=VirtualService/sec*.test', left: [all[0], all[1]] },
    { option: 'XDS0701=VirtualService/second.default', left: all },
    { option: '*=*/def*/*', left: [all[2]] },
    { option: 'XDS0701=DestinationRule/*', left: all },
    { option: 'XDS0702', left: all },
    { option: 'XDS0701=.*', left: all },
  ]) {
    it(`by the option ${option} leaves ${left.length} of 3`, () => {
      expect(found(yaml(), option)).to.deep.equal(left);
    });
  }

  it('takes options as objects too', () => {
    const left = analysis(yaml(), {
      suppress: [{ code: 'XDS0701', object: 'VirtualService/default/first' }],
    });
    expect(left.map(({ code, object }) => `${code} ${object}`)).to.deep.equal([all[0], all[2]]);
  });
});
