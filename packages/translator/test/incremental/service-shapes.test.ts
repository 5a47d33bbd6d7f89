import { parse } from '@xdsim/api';
import { createRegistry, type Service } from '@xdsim/registry';
import { expect } from 'chai';
import { ServiceShapes } from '../../src/incremental/service-shapes.js';

interface Differently {
  readonly metadata?: string;
  readonly resolution?: string;
  readonly address?: string;
}

function services({
  metadata = '',
  resolution = 'STATIC',
  address = '10.0.0.1',
}: Differently): readonly Service[] {
  const registry = createRegistry();
  const text = `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: hot, namespace: shop${metadata} }
spec:
  hosts: [hot.example.com]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: ${resolution}
  endpoints: [{ address: ${address} }]
`;
  registry.replace('hot.yaml', parse(text).objects);
  return registry.snapshot().services.of('shop', 'hot.example.com');
}

describe('the shape of a service', () => {
  const isOther = (after: Differently): boolean => {
    const shapes = new ServiceShapes();
    shapes.renew('shop/hot.example.com', services({ metadata: ', generation: 1, resourceVersion: "1"' }));
    return shapes.renew('shop/hot.example.com', services(after));
  };

  // If it were another, one endpoint would cost a look at all services of its port.
  it('is the same after its endpoints changed, and with what counts the changes', () => {
    expect(isOther({ metadata: ', generation: 2, resourceVersion: "7"', address: '10.0.0.2' })).to.equal(
      false,
    );
  });

  it('is another with other metadata, or other fields', () => {
    expect(isOther({ metadata: ', labels: { app: hot }' })).to.equal(true);
    expect(isOther({ resolution: 'DNS' })).to.equal(true);
  });
});
