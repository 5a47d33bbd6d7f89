import { expect } from 'chai';
import { formatSarif } from '../../../src/index.js';
import { findings } from './findings.js';

/** The only run of a log. */
const run = (text: string) => {
  const log = JSON.parse(text);
  expect(log.version).to.equal('2.1.0');
  expect(log.runs).to.have.length(1);
  return log.runs[0];
};

describe('the SARIF format', () => {
  it('names the rules that found something, once each, with level and page', () => {
    const { driver } = run(formatSarif([...findings, ...findings], { version: '1.2.3' })).tool;
    expect(driver.version).to.equal('1.2.3');
    expect(driver.rules.map((rule: { id: string }) => rule.id)).to.deep.equal([
      'XDS0705',
      'XDS0713',
      'XDS0729',
    ]);
    expect(driver.rules[1]).to.deep.equal({
      id: 'XDS0713',
      shortDescription: { text: 'A workload belongs to no service' },
      helpUri: 'https://github.com/xdsim/xdsim/blob/main/docs/diagnostics/XDS0713.md',
      defaultConfiguration: { level: 'note' },
    });
  });

  it('has a result for each finding, with its place and the related ones that have one', () => {
    expect(run(formatSarif(findings)).results[0]).to.deep.equal({
      ruleId: 'XDS0705',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'no rule declares the subset "v2"\nhelp: did you mean "v1"?' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'mesh/shop.yaml' },
            region: { startLine: 8, startColumn: 19, endColumn: 21 },
          },
          logicalLocations: [
            { fullyQualifiedName: 'VirtualService default/shop spec.http[0].route[0].destination.subset' },
          ],
        },
      ],
      relatedLocations: [
        {
          id: 0,
          message: { text: 'subsets are declared here' },
          physicalLocation: {
            artifactLocation: { uri: 'mesh/rule.yaml' },
            region: { startLine: 4, startColumn: 3 },
          },
        },
      ],
    });
  });

  it('lets a finding without a place have none', () => {
    expect(run(formatSarif(findings)).results[2].locations).to.deep.equal([]);
  });

  for (const { file, uri } of [
    { file: './a/b.yaml', uri: 'a/b.yaml' },
    { file: '/a b/ü.yaml', uri: 'file:///a%20b/%C3%BC.yaml' },
    { file: 'a\\b.yaml', uri: 'a/b.yaml' },
    { file: 'C:\\a\\b.yaml', uri: 'file:///C:/a/b.yaml' },
    { file: 'a:b%.yaml', uri: 'a%3Ab%25.yaml' },
  ]) {
    it(`writes the file ${file} as ${uri}`, () => {
      const [result] = run(formatSarif([{ code: 'XDS0713', severity: 'info', message: '', file }])).results;
      expect(result.locations[0].physicalLocation).to.deep.equal({ artifactLocation: { uri } });
    });
  }

  it('of nothing is a run without results', () => {
    expect(run(formatSarif([])).results).to.deep.equal([]);
  });
});
