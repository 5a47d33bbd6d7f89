import { manifest, serviceEntry, testRule } from './rule-test.js';

const selecting = manifest(
  'DestinationRule',
  `
  host: shop.example.com
  workloadSelector: {matchLabels: {app: web}}
  trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
);
const forAll = (exportTo: string) =>
  manifest(
    'DestinationRule',
    `
    host: shop.example.com
    exportTo: [${exportTo}]
    subsets: [{name: v1}]`,
    'name: b',
  );

testRule('rule-for-selected-only', {
  invalid: {
    'a rule for all that is private, beside one that selects': {
      yaml: [serviceEntry('shop'), selecting, forAll("'.'")],
      line: 16,
      path: 'spec.exportTo',
      message: 'holds only for workloads that DestinationRule default/a selects',
      help: 'leave out exportTo',
      related: [8, 'the rule that it is merged into'],
    },
  },
  valid: {
    'one that names its namespace': [serviceEntry('shop'), selecting, forAll('default')],
    'one that is exported to all': [serviceEntry('shop'), selecting, forAll("'*'")],
    'one that is exported further than to its namespace': [serviceEntry('shop'), selecting, forAll("'.', b")],
  },
});
