import { expect } from 'chai';
import { parse } from '../../src/index.js';
import { findings, object, yaml } from '../objects.js';

const se = (extra: string) =>
  yaml(
    'ServiceEntry',
    `{hosts: [a.example.com], resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}], ${extra}}`,
  );
const we = (extra: string) => yaml('WorkloadEntry', `{address: 10.0.0.1, ${extra}}`);
const dr = (extra: string) => yaml('DestinationRule', `{host: a.example.com, trafficPolicy: {${extra}}}`);

describe('parse: structure', () => {
  const broken: readonly (readonly [string, string, string, string?])[] = [
    // rule, text, finding, help
    ['a scalar is no object', 'hello', 'XDS0201'],
    ['a list is no object', '- a\n- b', 'XDS0201'],
    ['kind is needed', 'apiVersion: networking.istio.io/v1', 'XDS0202'],
    ['apiVersion is needed', 'kind: ServiceEntry', 'XDS0202'],
    [
      'a kind in another case is a slip',
      'apiVersion: networking.istio.io/v1\nkind: serviceentry',
      'XDS0203',
      'did you mean ServiceEntry?',
    ],
    ['a kind of our group has to exist', 'apiVersion: networking.istio.io/v1\nkind: Banana', 'XDS0203'],
    [
      'a slip in a kind shows in any group',
      'apiVersion: v1\nkind: VirtualServise',
      'XDS0203',
      'did you mean VirtualService?',
    ],
    [
      'a version has to exist',
      'apiVersion: networking.istio.io/v1beta2\nkind: ServiceEntry',
      'XDS0204',
      'write apiVersion: networking.istio.io/v1beta1',
    ],
    [
      'a group has to be ours',
      'apiVersion: v1\nkind: WorkloadEntry',
      'XDS0204',
      'write apiVersion: networking.istio.io/v1',
    ],
    ['a list is no text', se('location: [a]'), 'XDS0207 spec.location'],
    [
      'text is no list',
      se('exportTo: a'),
      'XDS0207 spec.exportTo',
      'write each item on a line of its own, after "- "',
    ],
    ['a list is no mapping', se('workloadSelector: []'), 'XDS0207 spec.workloadSelector'],
    ['a mapping is no list', se('endpoints: {}'), 'XDS0207 spec.endpoints'],
    [
      'a number is no text',
      we('labels: {version: 1.0}'),
      'XDS0207 spec.labels.version',
      'put it in quotes: "1.0"',
    ],
    [
      'a boolean is no text',
      we('labels: {canary: true}'),
      'XDS0207 spec.labels.canary',
      'put it in quotes: "true"',
    ],
    ['a fraction is no whole number', we('weight: 1.5'), 'XDS0207 spec.weight'],
    [
      'infinity is no number',
      dr('retryBudget: {percent: .inf}'),
      'XDS0207 spec.trafficPolicy.retryBudget.percent',
    ],
    [
      'text is no boolean',
      dr('tls: {insecureSkipVerify: "true"}'),
      'XDS0207 spec.trafficPolicy.tls.insecureSkipVerify',
      'remove the quotes: true',
    ],
    [
      'a number is no duration',
      dr('outlierDetection: {interval: 5}'),
      'XDS0207 spec.trafficPolicy.outlierDetection.interval',
      'add a unit: 5s',
    ],
    [
      'an item cannot be empty',
      se('exportTo: [null]'),
      'XDS0207 spec.exportTo[0]',
      'for empty text write ""',
    ],
    [
      'a value of a map cannot be empty',
      we('labels: {app: }'),
      'XDS0207 spec.labels.app',
      'for empty text write ""',
    ],
    ['a key is text', we('labels: {[a]: b}'), 'XDS0207 spec.labels', 'put the key in quotes'],
    [
      'an enum has its values',
      se('location: MESH_INTERN'),
      'XDS0208 spec.location',
      'did you mean MESH_INTERNAL?',
    ],
    [
      'an enum lists its values',
      se('location: outside'),
      'XDS0208 spec.location',
      'it is one of MESH_EXTERNAL, MESH_INTERNAL',
    ],
    ['text is no number, whatever it says', we('weight: "5 "'), 'XDS0207 spec.weight'],
    ['a number is an enum value only if there is one with it', se('location: 2'), 'XDS0207 spec.location'],
    [
      'a ~ is empty, and not the text that some fields take',
      se('exportTo: [~]'),
      'XDS0207 spec.exportTo[0]',
      'put it in quotes: "~"',
    ],
    [
      'a plain yes is no text',
      we('labels: {canary: yes}'),
      'XDS0207 spec.labels.canary',
      'kubectl reads the plain word yes as true: put it in quotes: "yes"',
    ],
    ['a plain y is no text', we('labels: {canary: y}'), 'XDS0207 spec.labels.canary'],
    [
      'an octal number is no text',
      we('labels: {version: 010}'),
      'XDS0207 spec.labels.version',
      'put it in quotes: "010"',
    ],
    ['a number with underscores is no text', we('labels: {version: 1_000}'), 'XDS0207 spec.labels.version'],
    ['a binary number is no text', we('labels: {version: 0b11}'), 'XDS0207 spec.labels.version'],
    ['infinity is no text', we('labels: {version: .inf}'), 'XDS0207 spec.labels.version'],
    [
      'a required field that is misspelt is missing',
      se('').replace('hosts', 'hots'),
      'XDS0213 spec.hots',
      'did you mean hosts?',
    ],
    ['uint32 starts at 0', we('weight: -1'), 'XDS0209 spec.weight'],
    ['uint32 ends at 2^32 - 1', we('weight: 4294967296'), 'XDS0209 spec.weight'],
    [
      'int32 ends at 2^31 - 1',
      dr('connectionPool: {tcp: {maxConnections: 2147483648}}'),
      'XDS0209 spec.trafficPolicy.connectionPool.tcp.maxConnections',
    ],
    [
      'a duration has units',
      dr('outlierDetection: {interval: 5 s}'),
      'XDS0210 spec.trafficPolicy.outlierDetection.interval',
    ],
    ['a key appears once', we('weight: 1, weight: 2'), 'XDS0212 spec'],
    [
      'metadata is needed',
      'apiVersion: networking.istio.io/v1\nkind: WorkloadEntry\nspec: {address: 10.0.0.1}',
      'XDS0213',
    ],
    ['a name is needed', yaml('WorkloadEntry', '{address: 10.0.0.1}', 'namespace: b'), 'XDS0213 metadata'],
    [
      'a spec is needed',
      'apiVersion: networking.istio.io/v1\nkind: WorkloadEntry\nmetadata: {name: a}',
      'XDS0213',
    ],
    ['hosts are needed', yaml('ServiceEntry', '{ports: []}'), 'XDS0213 spec'],
    ['an empty field is a missing one', yaml('ServiceEntry', '{hosts: }'), 'XDS0213 spec'],
    ['a port has a number', se('').replace('number: 80, ', ''), 'XDS0213 spec.ports[0]'],
  ];
  for (const [rule, text, finding, help] of broken) {
    it(`${rule}: ${finding}`, () => {
      const { objects, diagnostics } = parse(text);
      expect(findings(text)).to.deep.equal([finding]);
      expect(objects).to.deep.equal([]);
      if (help !== undefined) expect(diagnostics[0]?.help).to.equal(help);
    });
  }

  const doubtful: readonly (readonly [string, string, string, string?])[] = [
    // rule, text, finding, help
    [
      'a number in quotes is a number',
      we('weight: "5"'),
      'XDS0217 spec.weight',
      'remove the quotes: 5; Istio takes it for the number, the API server does not',
    ],
    [
      'a fraction in quotes is a number',
      dr('retryBudget: {percent: "2.5"}'),
      'XDS0217 spec.trafficPolicy.retryBudget.percent',
    ],
    [
      'an enum value has a number',
      se('location: 1'),
      'XDS0217 spec.location',
      'write MESH_INTERNAL: Istio takes the number for it, the API server does not',
    ],
    [
      'a leading zero makes a number octal',
      we('weight: 010'),
      'XDS0216 spec.weight',
      'write it without leading zeros',
    ],
    [
      'a key is read as kubectl reads it',
      we('labels: {on: a}'),
      'XDS0216 spec.labels',
      'put it in quotes: "on"',
    ],
    ['a field has to exist', se('endpoint: []'), 'XDS0206 spec.endpoint', 'did you mean endpoints?'],
    ['snake case is not camel case', se('export_to: []'), 'XDS0206 spec.export_to', 'did you mean exportTo?'],
    [
      'a field of an inner message is named',
      yaml('DestinationRule', '{host: a, loadBalancer: {simple: RANDOM}}'),
      'XDS0206 spec.loadBalancer',
      'loadBalancer is a field of trafficPolicy: indent it under that',
    ],
    [
      'the fields are listed otherwise',
      yaml('WorkloadEntry', '{address: 10.0.0.1, constructor: 1}'),
      'XDS0206 spec.constructor',
      'the fields here are address, ports, labels, network, locality, weight, serviceAccount',
    ],
    ['a prototype is not a field', we('__proto__: {}'), 'XDS0206 spec.__proto__'],
    ['a top level field has to exist', `${we('')}extra: {}`, 'XDS0206 extra'],
    [
      'a field of metadata has to exist',
      yaml('WorkloadEntry', '{address: 10.0.0.1}', 'name: a, label: {}'),
      'XDS0206 metadata.label',
      'did you mean labels?',
    ],
  ];
  for (const [rule, text, finding, help] of doubtful) {
    it(`${rule}, which is a warning: ${finding}`, () => {
      const { objects, diagnostics } = parse(text);
      expect(findings(text)).to.deep.equal([finding]);
      expect(diagnostics[0]?.severity).to.equal('warning');
      expect(objects).to.have.length(1);
      if (help !== undefined) expect(diagnostics[0]?.help).to.equal(help);
    });
  }

  it('reports all that is wrong with an object, and not twice', () => {
    const text = yaml('ServiceEntry', '{hots: [a], ports: [{number: a, nam: b}], resolution: dns}');
    expect(findings(text)).to.deep.equal([
      'XDS0213 spec.hots',
      'XDS0207 spec.ports[0].number',
      'XDS0213 spec.ports[0].nam',
      'XDS0208 spec.resolution',
    ]);
  });

  it('names the object that a finding is about', () => {
    const { diagnostics } = parse(yaml('WorkloadEntry', '{adress: x}', 'name: vm, namespace: web'));
    expect(diagnostics[0]?.object).to.equal('WorkloadEntry web/vm');
  });

  it('shows both places of a key that appears twice', () => {
    const { diagnostics } = parse(yaml('WorkloadEntry', '\n  address: 10.0.0.1\n  address: 10.0.0.2\n'), {
      file: 'f',
    });
    expect(diagnostics[0]).to.include({ line: 6, column: 3, endColumn: 10 });
    expect(diagnostics[0]?.related).to.deep.equal([
      { message: 'the first one is here', file: 'f', line: 5, column: 3, endColumn: 10 },
    ]);
  });

  it('takes the last of two fields that exclude each other, in the order of the API, with a warning', () => {
    for (const text of [
      'simple: RANDOM, consistentHash: {useSourceIp: true}',
      'consistentHash: {useSourceIp: true}, simple: RANDOM',
    ]) {
      const { objects, diagnostics } = parse(dr(`loadBalancer: {${text}}`));
      expect(diagnostics.map(({ code, path }) => [code, path])).to.deep.equal([
        ['XDS0211', 'spec.trafficPolicy.loadBalancer'],
      ]);
      expect(objects[0]?.spec)
        .to.have.nested.property('trafficPolicy.loadBalancer')
        .that.deep.equals({ consistentHash: { useSourceIp: true } });
    }
  });

  it('takes keys for the text that kubectl makes of them', () => {
    const { objects } = parse(we('labels: {80: a, 1.0: b, true: c, on: d, 010: e, "off": f, 1:30: g}'));
    expect(objects).to.deep.equal([]);
    const [only] = parse(we('labels: {80: a, 1.0: b, on: c, 010: d, "off": e, x: f}')).objects;
    expect(only?.spec)
      .to.have.property('labels')
      .that.deep.equals({ '80': 'a', '1': 'b', true: 'c', '8': 'd', off: 'e', x: 'f' });
  });

  it('takes plain words for booleans where a boolean belongs', () => {
    for (const [word, value] of Object.entries({
      yes: true,
      On: true,
      y: true,
      no: false,
      OFF: false,
      N: false,
    })) {
      expect(object(dr(`tls: {insecureSkipVerify: ${word}}`)).spec)
        .to.have.nested.property('trafficPolicy.tls.insecureSkipVerify')
        .that.equals(value);
    }
  });

  it('takes dates, numbers in base 60 and quoted words for text', () => {
    expect(object(we('locality: 2026-01-31, network: 1:30, serviceAccount: "yes"')).spec).to.include({
      locality: '2026-01-31',
      network: '1:30',
      serviceAccount: 'yes',
    });
  });

  it('takes whole numbers in any spelling', () => {
    expect(object(we('weight: 8e1')).spec).to.include({ weight: 80 });
    expect(object(we('weight: 80.0')).spec).to.include({ weight: 80 });
    expect(object(we('weight: 0x10')).spec).to.include({ weight: 16 });
    expect(object(we('weight: 0o10')).spec).to.include({ weight: 8 });
    expect(object(we('weight: 0b11')).spec).to.include({ weight: 3 });
    expect(object(we('weight: 1_000')).spec).to.include({ weight: 1000 });
    expect(object(we('weight: 08')).spec).to.include({ weight: 8 });
    expect(parse(we('weight: 010')).objects[0]?.spec).to.include({ weight: 8 });
  });
});
