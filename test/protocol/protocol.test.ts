import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from '@xdsim/server';
import { expect } from 'chai';
import { filesUnder, read, root } from '../repository.js';
import { protocolPage } from './protocol-page.js';
import { rules } from './rules.js';
import { ruleTests } from './titles.js';

describe('docs/protocol.md', () => {
  it('is what the titles of the tests say', () => {
    if (process.env['UPDATE_PROTOCOL']) writeFileSync(join(root, 'docs/protocol.md'), protocolPage());
    expect(read('docs/protocol.md')).to.equal(protocolPage());
  });

  it('has a test for each rule, or a reason', () => {
    const tested = new Set(ruleTests().flatMap((test) => test.rules));
    const open = rules.filter(({ rule, without }) => !tested.has(rule) && without === undefined);
    expect(open.map(({ rule }) => rule)).to.deep.equal([]);
    console.log(`      checked ${rules.length} rules and ${ruleTests().length} tests of them`);
  });

  it('knows every rule that a test names', () => {
    const known = rules.map(({ rule }) => rule);
    for (const test of ruleTests()) expect(known, test.title).to.include.members([...test.rules]);
  });

  it('rule 68: every source of configuration that is given to proxies says version 3', () => {
    const golden = filesUnder('packages/translator/test/golden').map(read).join('\n');
    const sources = golden.match(/\bads: ?\{\}/g) ?? [];
    expect(golden.match(/resource_api_version: V3/g)).to.have.length(sources.length);
    expect(sources.length).to.be.above(0);
    const text = JSON.stringify(bootstrap({ id: 'web-1', xdsAddress: '127.0.0.1:18000' }));
    expect(text.match(/"transport_api_version":"V3"/g)).to.have.length.above(0);
  });
});
