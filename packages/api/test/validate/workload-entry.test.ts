import { expect } from 'chai';
import { findings, yaml } from '../objects.js';

describe('validate: WorkloadEntry', () => {
  const rows: readonly (readonly [string, string, ...string[]])[] = [
    [
      'takes an IPv4 address',
      'address: 10.0.0.1, ports: {http: 8080}, weight: 0, locality: r/z, serviceAccount: a',
    ],
    ['takes an IPv6 address', 'address: "2001:db8::1"'],
    ['takes a domain name', 'address: vm-1.example.com'],
    ['takes a socket', 'address: "unix:///run/a.sock"'],
    ['needs an address', 'labels: {app: a}', 'XDS0316 spec'],
    ['says no more when it has none', 'ports: {"": 0}', 'XDS0316 spec'],
    ['warns of a network alone', 'network: net', 'XDS0325 spec'],
    [
      'checks the rest all the same',
      'network: net, ports: {http: 0}',
      'XDS0325 spec',
      'XDS0304 spec.ports.http',
    ],
    ['does not take a number for a name', 'address: 300.1.1.1', 'XDS0313 spec.address'],
    ['does not take a wildcard', 'address: "*.example.com"', 'XDS0313 spec.address'],
    ['does not take an address with a port', 'address: 10.0.0.1:80', 'XDS0313 spec.address'],
    ['does not take ports with a socket', 'address: "unix:///a", ports: {http: 80}', 'XDS0315 spec.ports'],
    ['does not take an empty socket', 'address: "unix://"', 'XDS0315 spec.address'],
    ['does not take an empty port name', 'address: 10.0.0.1, ports: {"": 80}', 'XDS0305 spec.ports[""]'],
    ['does not take port 65536', 'address: 10.0.0.1, ports: {http: 65536}', 'XDS0304 spec.ports.http'],
    ['does not take a bad label key', 'address: 10.0.0.1, labels: {"a b": c}', 'XDS0308 spec.labels["a b"]'],
    ['does not take a bad label value', 'address: 10.0.0.1, labels: {a: "-b"}', 'XDS0308 spec.labels.a'],
    [
      'takes a label with a domain, and without a value',
      'address: 10.0.0.1, labels: {example.com/a_b.c: ""}',
    ],
  ];
  for (const [rule, spec, ...expected] of rows) {
    it(rule, () => expect(findings(yaml('WorkloadEntry', `{${spec}}`))).to.deep.equal(expected));
  }
});

describe('validate: metadata', () => {
  const rows: readonly (readonly [string, string, ...string[]])[] = [
    ['takes names with dots', 'name: a.b-c.1'],
    ['takes a namespace', 'name: a, namespace: web-1'],
    ['does not take capitals', 'name: A', 'XDS0214 metadata.name'],
    ['does not take an empty name', 'name: ""', 'XDS0214 metadata.name'],
    ['does not take a name of 254 characters', `name: ${'a'.repeat(254)}`, 'XDS0214 metadata.name'],
    ['does not take a namespace with dots', 'name: a, namespace: a.b', 'XDS0214 metadata.namespace'],
    [
      'does not take a label value of 64 characters',
      `name: a, labels: {a: ${'b'.repeat(64)}}`,
      'XDS0215 metadata.labels.a',
    ],
    ['does not take a label key with a space', 'name: a, labels: {a b: c}', 'XDS0215 metadata.labels["a b"]'],
    ['takes any text in annotations', 'name: a, annotations: {example.com/note: "a b\\nc"}'],
    [
      'does not take an annotation key with a space',
      'name: a, annotations: {a b: c}',
      'XDS0215 metadata.annotations["a b"]',
    ],
    ['takes annotations of 256 KiB', `name: a, annotations: {a: ${'b'.repeat(256 * 1024 - 1)}}`],
    [
      'does not take more, in bytes',
      `name: a, annotations: {a: ${'b'.repeat(256 * 1024 - 2)}ü}`,
      'XDS0215 metadata.annotations',
    ],
    ['takes a time with an offset', 'name: a, creationTimestamp: 2026-01-31T12:00:00.5+01:00'],
    ['does not take a date', 'name: a, creationTimestamp: 2026-01-31', 'XDS0215 metadata.creationTimestamp'],
    [
      'does not take a month of its own',
      'name: a, creationTimestamp: 2026-13-31T12:00:00Z',
      'XDS0215 metadata.creationTimestamp',
    ],
  ];
  for (const [rule, metadata, ...expected] of rows) {
    it(rule, () =>
      expect(findings(yaml('WorkloadEntry', '{address: 10.0.0.1}', metadata))).to.deep.equal(expected),
    );
  }
});
