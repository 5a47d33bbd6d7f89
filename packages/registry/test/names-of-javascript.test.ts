import { expect } from 'chai';
import { analyze } from '../src/analysis/index.js';
import { createRegistry, endpointPort } from '../src/index.js';
import { documents, objects } from './objects.js';

const networking = 'networking.istio.io/v1';
const labels = { app: 'w' };

/** Objects in which a user's name stands wherever users choose one. */
const mesh = (name: string): string =>
  documents(
    ...[
      {
        apiVersion: networking,
        kind: 'ServiceEntry',
        metadata: { name: 'listed', annotations: { [name]: 'x' } },
        spec: {
          hosts: ['listed.example.com'],
          resolution: 'STATIC',
          ports: [
            { number: 80, name, protocol: 'HTTP' },
            { number: 81, name: 'other', protocol: 'HTTP' },
          ],
          endpoints: [{ address: '10.0.0.1', ports: { other: 8081 }, labels: { [name]: 'y' } }],
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'selecting' },
        spec: {
          selector: labels,
          ports: [
            { name: 'by-name', port: 80, targetPort: name },
            { name, port: 81 },
          ],
        },
      },
      {
        apiVersion: networking,
        kind: 'WorkloadEntry',
        metadata: { name: 'w' },
        spec: { address: '10.0.0.2', labels, ports: { other: 1 } },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p', labels },
        spec: { containers: [{ name: 'c', ports: [{ name, containerPort: 8080 }] }] },
        status: { podIP: '10.0.0.3' },
      },
      {
        apiVersion: networking,
        kind: 'DestinationRule',
        metadata: { name: 'r' },
        spec: { host: 'listed.example.com', subsets: [{ name, labels: { [name]: 'x' } }] },
      },
    ].map((object) => JSON.stringify(object)),
  );

function answers(name: string): string {
  const registry = createRegistry();
  registry.apply(objects(mesh(name)));
  const snapshot = registry.snapshot();
  const { services, endpoints } = snapshot.services;
  const ports = services.flatMap((service) =>
    service.ports.flatMap((port) =>
      endpoints(service).map((e) => `${service.hostname} ${port.name} ${e.address}:${endpointPort(e, port)}`),
    ),
  );
  const findings = analyze(snapshot).map((d) => `${d.code} ${d.object} ${d.message}; ${d.help}`);
  return [...ports, ...findings].join('\n').replaceAll(name, 'NAME');
}

describe('a name that JavaScript has a use for', () => {
  for (const name of ['constructor', 'length', 'hasOwnProperty']) {
    it(`is a name as any other: ${name}`, () => expect(answers(name)).to.equal(answers('neutral')));
  }

  it('has its ports', () => {
    expect(answers('constructor').split('\n').slice(0, 6)).to.have.members([
      'listed.example.com NAME 10.0.0.1:80',
      'listed.example.com other 10.0.0.1:8081',
      'selecting.default.svc.cluster.local by-name 10.0.0.3:8080',
      // It has no port of that name, and does not answer.
      'selecting.default.svc.cluster.local by-name 10.0.0.2:undefined',
      'selecting.default.svc.cluster.local NAME 10.0.0.3:81',
      'selecting.default.svc.cluster.local NAME 10.0.0.2:81',
    ]);
  });
});
