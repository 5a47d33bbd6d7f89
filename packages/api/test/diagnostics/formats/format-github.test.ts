import { expect } from 'chai';
import { formatGithub } from '../../../src/index.js';
import { findings } from './findings.js';

describe('the GitHub format', () => {
  it('is a command a line, at the place, with what would end a command or property escaped', () => {
    expect(formatGithub(findings).split('\n')).to.deep.equal([
      '::error file=mesh/shop.yaml,line=8,col=19,endColumn=21,title=XDS0705::no rule declares the subset "v2"%0Ahelp: did you mean "v1"?',
      '::warning file=a%2C b%3Ac/d é.yaml,line=1,title=XDS0729::<a> & 50 %25 \uFFFD[31m,\uFFFDb: c',
      '::notice title=XDS0713::no service selects this',
      '',
    ]);
  });

  it('of nothing is nothing', () => {
    expect(formatGithub([])).to.equal('');
  });
});
