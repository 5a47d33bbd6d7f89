import { expect } from 'chai';
import { formatJunit } from '../../../src/index.js';
import { findings } from './findings.js';

describe('the JUnit format', () => {
  it('is a suite for each file, in which errors fail and other findings are output', () => {
    expect(formatJunit(findings, { files: ['mesh/shop.yaml', 'fine.yaml'] }).split('\n')).to.deep.equal([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="xdsim" tests="4" failures="1">',
      '  <testsuite name="mesh/shop.yaml" tests="1" failures="1">',
      '    <testcase classname="mesh/shop.yaml" name="XDS0705 VirtualService default/shop spec.http[0].route[0].destination.subset"><failure type="error" message="no rule declares the subset &quot;v2&quot;">mesh/shop.yaml:8:19: no rule declares the subset &quot;v2&quot;',
      'help: did you mean &quot;v1&quot;?</failure></testcase>',
      '  </testsuite>',
      '  <testsuite name="fine.yaml" tests="1" failures="0">',
      '    <testcase classname="fine.yaml" name="no findings"/>',
      '  </testsuite>',
      '  <testsuite name="a, b:c/d é.yaml" tests="1" failures="0">',
      '    <testcase classname="a, b:c/d é.yaml" name="XDS0729 VirtualService default/x"><system-out>a, b:c/d é.yaml:1: &lt;a&gt; &amp; 50 % \uFFFD[31m,',
      'b: c</system-out></testcase>',
      '  </testsuite>',
      '  <testsuite name="xdsim" tests="1" failures="0">',
      '    <testcase classname="xdsim" name="XDS0713"><system-out>xdsim: no service selects this</system-out></testcase>',
      '  </testsuite>',
      '</testsuites>',
      '',
    ]);
  });

  for (const { failureThreshold, failures } of [
    { failureThreshold: 'error', failures: 1 },
    { failureThreshold: 'warning', failures: 2 },
    { failureThreshold: 'info', failures: 3 },
  ] as const) {
    it(`counts ${failures} of an error, a warning and a note as failures from ${failureThreshold} on`, () => {
      const text = formatJunit(findings, { failureThreshold });
      expect(text).to.include(`tests="3" failures="${failures}">`);
      expect(text.match(/<failure /g)).to.have.length(failures);
    });
  }
});
