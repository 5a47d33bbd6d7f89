import { expect } from 'chai';
import { findings, yaml } from '../objects.js';
import { check } from './rows.js';

const server = (extra: string, port = 'number: 80, name: a, protocol: HTTP') =>
  `servers: [{port: {${port}}, hosts: ["*"], ${extra}}]`;
const https = 'number: 443, name: a, protocol: HTTPS';

describe('validate: Gateway', () => {
  check('Gateway', [
    ['takes a server', server('')],
    ['needs servers', 'selector: {istio: a}', 'XDS0390 spec'],
    ['needs hosts', 'servers: [{port: {number: 80, name: a, protocol: HTTP}}]', 'XDS0391 servers[0]'],
    ['needs a port', 'servers: [{hosts: ["*"]}]', 'XDS0391 servers[0]'],
    ['needs the number of a port', server('', 'name: a, protocol: HTTP'), 'XDS0304 servers[0].port.number'],
    ['needs the name of a port', server('', 'number: 80, protocol: HTTP'), 'XDS0391 servers[0].port'],
    ['needs the protocol of a port', server('', 'number: 80, name: a'), 'XDS0391 servers[0].port.protocol'],
    [
      'needs a protocol that exists',
      server('', 'number: 80, name: a, protocol: HTPP'),
      'XDS0307 servers[0].port.protocol',
    ],
    [
      'takes no targetPort',
      server('', 'number: 80, name: a, protocol: HTTP, targetPort: 1'),
      'XDS0391 servers[0].port.targetPort',
    ],
    ['binds to an address', server('bind: 10.0.0.1')],
    ['binds to no name', server('bind: localhost'), 'XDS0391 servers[0].bind'],
    ['binds to a socket without a number', server('bind: "unix:///a"', 'number: 0, name: a, protocol: HTTP')],
    ['takes no number with a socket', server('bind: "unix:///a"'), 'XDS0391 servers[0].port.number'],
    [
      'needs a socket with a path',
      server('bind: "unix://a"', 'name: a, protocol: HTTP'),
      'XDS0391 servers[0].bind',
    ],
    [
      'needs port names that differ',
      'servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: ["*"]}, {port: {number: 81, name: a, protocol: HTTP}, hosts: ["*"]}]',
      'XDS0393 servers[1].port.name',
    ],
    [
      'takes hosts with and without a namespace',
      'servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: [a.com, "*.b.com", c/d.com, ./e.com, "*/*", 10.0.0.1]}]',
    ],
    ...['a', 'a b.com', '*a.com', '~/a.com', 'a_b/c.com', '/a.com', 'a/', '::1'].map(
      (host) =>
        [
          `does not take the host ${host}`,
          `servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: ["${host}"]}]`,
          'XDS0392 servers[0].hosts[0]',
        ] as const,
    ),
    ['needs TLS settings for HTTPS', server('', https), 'XDS0391 servers[0]'],
    ['takes none for HTTP', server('tls: {mode: SIMPLE, credentialName: a}'), 'XDS0391 servers[0].tls'],
    [
      'takes none for TCP',
      server('tls: {httpsRedirect: true}', 'number: 80, name: a, protocol: TCP'),
      'XDS0391 servers[0].tls',
      'XDS0394 servers[0].tls.httpsRedirect',
    ],
    ['redirects HTTP', server('tls: {httpsRedirect: true}')],
    [
      'warns of a redirect from HTTPS',
      server('tls: {mode: SIMPLE, credentialName: a, httpsRedirect: true}', https),
      'XDS0394 servers[0].tls.httpsRedirect',
    ],
  ]);

  it('has a name without dots', () => {
    const text = yaml('Gateway', `{${server('')}}`, 'name: a.b');
    expect(findings(text)).to.deep.equal(['XDS0214 metadata.name']);
  });
});

describe('validate: TLS of servers', () => {
  const tls = (settings: string) => server(`tls: {${settings}}`, https);
  check(
    'Gateway',
    [
      ['takes TLS through', tls('mode: PASSTHROUGH')],
      ['takes certificates from files', tls('mode: SIMPLE, serverCertificate: a, privateKey: b')],
      [
        'takes several certificates from files',
        tls(
          'mode: SIMPLE, tlsCertificates: [{serverCertificate: a, privateKey: b}, {serverCertificate: c, privateKey: d}]',
        ),
      ],
      [
        'warns of a third certificate',
        tls(
          'mode: SIMPLE, tlsCertificates: [{serverCertificate: a, privateKey: b}, {serverCertificate: c, privateKey: d}, {serverCertificate: e, privateKey: f}]',
        ),
        'XDS0357 tlsCertificates[2]',
      ],
      ['takes a credential', tls('mode: MUTUAL, credentialName: a')],
      ['takes credentials', tls('mode: OPTIONAL_MUTUAL, credentialNames: [a, b]')],
      ['needs a certificate', tls('mode: SIMPLE'), 'XDS0355 spec.servers[0].tls'],
      ['needs a key', tls('mode: SIMPLE, serverCertificate: a'), 'XDS0355 spec.servers[0].tls'],
      [
        'needs each key',
        tls('mode: SIMPLE, tlsCertificates: [{serverCertificate: a}]'),
        'XDS0355 tlsCertificates[0]',
      ],
      [
        'needs something to check clients by',
        tls('mode: MUTUAL, serverCertificate: a, privateKey: b'),
        'XDS0355 spec.servers[0].tls',
      ],
      [
        'takes one source of certificates',
        tls('mode: SIMPLE, credentialName: a, credentialNames: [b]'),
        'XDS0355 credentialNames',
      ],
      [
        'takes files or a credential',
        tls('mode: SIMPLE, credentialName: a, serverCertificate: b, privateKey: c'),
        'XDS0355 credentialName',
      ],
      [
        'takes nothing with the certificates of the mesh',
        tls('mode: ISTIO_MUTUAL, credentialName: a, privateKey: b'),
        'XDS0355 privateKey',
        'XDS0355 credentialName',
      ],
      [
        'takes no revocation list without client certificates',
        tls('mode: SIMPLE, serverCertificate: a, privateKey: b, caCrl: c'),
        'XDS0355 caCrl',
      ],
      [
        'warns of certificates without use',
        tls('mode: PASSTHROUGH, credentialName: a'),
        'XDS0357 credentialName',
      ],
      [
        'warns of old versions without their ciphers',
        tls('mode: PASSTHROUGH, minProtocolVersion: TLSV1_1'),
        'XDS0357 minProtocolVersion',
      ],
      [
        'takes old versions with their ciphers',
        tls('mode: PASSTHROUGH, minProtocolVersion: TLSV1_1, cipherSuites: [AES128-SHA]'),
      ],
      [
        'warns of ciphers that do not exist',
        tls('mode: PASSTHROUGH, cipherSuites: [AES128, -ALL, ALL, ""]'),
        'XDS0357 cipherSuites[0]',
      ],
      [
        'warns of a cipher twice',
        tls('mode: PASSTHROUGH, cipherSuites: [AES128-SHA, AES128-SHA]'),
        'XDS0357 cipherSuites[1]',
      ],
    ],
    'spec.servers[0].tls',
  );
});
