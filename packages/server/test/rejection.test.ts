import { expect } from 'chai';
import { explainRejection, type Rejected } from '../src/proxies/rejection.js';
import { objects } from './start.js';

const [a, b] = objects('a', 'b');
const provenance = new Map([
  ['listeners/0.0.0.0_80', [a!]],
  ['listeners/0.0.0.0_8080', [b!]],
  ['clusters/outbound|80||a.example', [a!]],
  ['clusters/outbound|80||a.example.com', [b!]],
]);

const explain = (fields: Partial<Rejected>) =>
  explainRejection({ proxy: 'web-1', type: 'clusters', message: '', names: [], ...fields }, provenance);

describe('a rejection', () => {
  it('for want of certificates says what a gRPC client needs', () => {
    const { help } = explain({
      message: 'certificate provider instance name "default" missing in bootstrap',
    });
    expect(help).to.contain('certificate_providers');
  });

  it('for want of ADS says what the bootstrap of an Envoy needs', () => {
    const { help } = explain({ message: 'ADS must be configured to support an ADS config source' });
    expect(help).to.contain('ads_config');
  });

  const table: readonly (readonly [string, Partial<Rejected>, string, string | undefined])[] = [
    [
      'is about the resource that Envoy names',
      {
        type: 'listeners',
        message: 'Error adding/updating listener(s) 0.0.0.0_8080: filter not found\n',
        names: ['0.0.0.0_80', '0.0.0.0_8080'],
      },
      'web-1 rejected listener 0.0.0.0_8080: filter not found',
      'ServiceEntry default/b',
    ],
    [
      'does not take a name for a longer one',
      {
        message: 'Error adding/updating cluster(s) outbound|80||a.example.com: bad',
        names: ['outbound|80||a.example', 'outbound|80||a.example.com'],
      },
      'web-1 rejected cluster outbound|80||a.example.com: bad',
      'ServiceEntry default/b',
    ],
    [
      'finds a name at the end of a sentence',
      { message: 'I do not like outbound|80||a.example.', names: ['x', 'outbound|80||a.example'] },
      'web-1 rejected cluster outbound|80||a.example: I do not like outbound|80||a.example.',
      'ServiceEntry default/a',
    ],
    [
      'is about the only resource there is, named or not',
      { message: 'Proto constraint validation failed', names: ['outbound|80||a.example'] },
      'web-1 rejected cluster outbound|80||a.example: Proto constraint validation failed',
      'ServiceEntry default/a',
    ],
    [
      'is about nothing in particular when nothing is named',
      { message: 'no', names: ['outbound|80||a.example', 'outbound|80||a.example.com'] },
      'web-1 rejected some of its clusters: no',
      undefined,
    ],
    [
      'of endpoints is about those of a cluster',
      { type: 'endpoints', message: 'no', names: ['outbound|80||a.example'] },
      'web-1 rejected endpoints of outbound|80||a.example: no',
      undefined,
    ],
  ];
  for (const [rule, fields, message, object] of table)
    it(rule, () => {
      const diagnostic = explain(fields);
      expect(diagnostic).to.include({ code: 'XDS0601', severity: 'error', message });
      expect(diagnostic.object).to.equal(object);
    });

  it('of several resources has the place of the first and names the others', () => {
    const message = 'Error adding/updating listener(s) 0.0.0.0_8080: bad, 0.0.0.0_80: worse';
    const diagnostic = explain({ type: 'listeners', message, names: ['0.0.0.0_80', '0.0.0.0_8080', 'x'] });
    expect(diagnostic).to.include({ object: 'ServiceEntry default/b', file: 'mesh.yaml', line: 11 });
    expect(diagnostic.related).to.deep.equal([
      { message: 'ServiceEntry default/a has a part in it', file: 'mesh.yaml', line: 1 },
    ]);
  });

  it('for want of a port asks to move, in words that fit the reason', () => {
    const listener = { type: 'listeners', names: ['0.0.0.0_80'] } as const;
    const denied = explain({ ...listener, message: "cannot bind '0.0.0.0:80': Permission denied" });
    const taken = explain({ ...listener, message: "cannot bind '0.0.0.0:80': Address already in use" });
    expect([denied.code, taken.code]).to.deep.equal(['XDS0602', 'XDS0602']);
    expect(denied.help).to.match(/superuser.*--port-offset/);
    expect(taken.help).to.match(/Another program.*--port-offset/);
  });
});
