import { parse, toManifest } from '@xdsim/api';
import { expect } from 'chai';
import { movePorts } from '../src/index.js';

const text = (entry: number, target: number, endpoint: number, rule: number) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: shop, annotations: { port: '9001' } }
spec:
  hosts: [shop.example.com]
  ports:
  - { number: ${entry}, name: http, protocol: HTTP, targetPort: ${target} }
  resolution: STATIC
  endpoints:
  - { address: 127.0.0.1, weight: 9001, ports: { http: ${endpoint} } }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: shop }
spec:
  hosts: [shop.example.com]
  http:
  - match: [{ port: ${entry} }]
    fault: { abort: { httpStatus: 503, percentage: { value: 80 } } }
    route:
    - { destination: { host: shop.example.com, port: { number: ${rule} } }, weight: 80 }
---
apiVersion: networking.istio.io/v1
kind: WorkloadEntry
metadata: { name: shop-1 }
spec: { address: 10.0.0.1, ports: { http: ${endpoint}, other: 1 }, weight: 80 }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`;

describe('movePorts', () => {
  it('moves ports wherever objects name them, and leaves other numbers alone', () => {
    const move = movePorts({ 80: 10_080, 9001: 40_001, 9002: 40_002 });
    const moved = parse(text(80, 9001, 9002, 80)).objects.map((object) => toManifest(move(object)));
    const expected = parse(text(10_080, 40_001, 40_002, 10_080)).objects.map((object) => toManifest(object));
    expect(moved).to.have.length(4);
    expect(moved).to.deep.equal(expected);
  });

  it('changes nothing without a table, and never the object that it is given', () => {
    const { objects } = parse(text(80, 9001, 9002, 80));
    expect(objects.map(movePorts({}))).to.deep.equal(objects);
    objects.map(movePorts({ 80: 1 }));
    expect(objects.map((object) => toManifest(object))).to.deep.equal(
      parse(text(80, 9001, 9002, 80)).objects.map((object) => toManifest(object)),
    );
  });
});
