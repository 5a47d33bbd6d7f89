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
    ['a top level field has to exist', `${we('')}specs: {}`, 'XDS0206 specs', 'did you mean spec?'],
    ['a prototype is not a field', we('__proto__: {}'), 'XDS0206 spec.__proto__'],
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
    ['text is no number', we('weight: "5"'), 'XDS0207 spec.weight', 'remove the quotes: 5'],
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
      'yes is no boolean',
      dr('tls: {insecureSkipVerify: yes}'),
      'XDS0207 spec.trafficPolicy.tls.insecureSkipVerify',
      'write true',
    ],
    [
      'off is no boolean',
      dr('tls: {insecureSkipVerify: off}'),
      'XDS0207 spec.trafficPolicy.tls.insecureSkipVerify',
      'write false',
    ],
    [
      'a number is no duration',
      dr('outlierDetection: {interval: 5}'),
      'XDS0207 spec.trafficPolicy.outlierDetection.interval',
      'add a unit: 5s',
    ],
    [
      'a number is no enum value',
      se('resolution: 2').replace('resolution: DNS, ', ''),
      'XDS0207 spec.resolution',
    ],
    ['an item cannot be empty', se('exportTo: [~]'), 'XDS0207 spec.exportTo[0]', 'for empty text write ""'],
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

  it('reports all that is wrong with an object, and not twice', () => {
    const text = yaml('ServiceEntry', '{hots: [a], ports: [{number: a, nam: b}], resolution: dns}');
    expect(findings(text)).to.deep.equal([
      'XDS0206 spec.hots',
      'XDS0207 spec.ports[0].number',
      'XDS0206 spec.ports[0].nam',
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

  it('warns of words and numbers that kubectl reads in another way', () => {
    expect(findings(we('labels: {a: yes}'))).to.deep.equal(['XDS0216 spec.labels.a']);
    expect(findings(we('labels: {a: "yes"}'))).to.deep.equal([]);
    expect(findings(we('weight: 010'))).to.deep.equal(['XDS0216 spec.weight']);
  });

  it('takes keys that look like numbers for the text that was written', () => {
    expect(object(we('labels: {80: a, 1.0: b, true: c}')).spec)
      .to.have.property('labels')
      .that.deep.equals({ '80': 'a', '1.0': 'b', true: 'c' });
  });

  it('takes whole numbers in any spelling', () => {
    expect(object(we('weight: 8e1')).spec).to.include({ weight: 80 });
    expect(object(we('weight: 80.0')).spec).to.include({ weight: 80 });
    expect(object(we('weight: 0x10')).spec).to.include({ weight: 16 });
  });
});
