import { expect } from 'chai';
import { similarHost } from '../../src/analysis/similar-host.js';

describe('similarHost', () => {
  const cases: readonly (readonly [host: string, known: string, isMeant: boolean])[] = [
    ['shp.example.com', 'shop.example.com', true],
    ['shop.exmaple.com', 'shop.example.com', true],
    ['shop.example.co', 'shop.example.com', true],
    ['orders-api.shop.svc.cluster.local', 'order-api.shop.svc.cluster.local', true],
    // the Service of another namespace, as when a short name is completed
    ['reviews.default.svc.cluster.local', 'reviews.books.svc.cluster.local', true],
    // however long the domain, its letters say nothing
    ['web.shop.svc.cluster.local', 'b.shop.svc.cluster.local', false],
    ['a.shop.svc.cluster.local', 'b.shop.svc.cluster.local', false],
    ['orders.very-long.example.com', 'stock.very-long.example.com', false],
    ['web.default.svc.cluster.local', 'api.default.svc.cluster.local', false],
    ['reviews.prod.example.com', 'reviews.shop.example.com', false],
    ['example.com', 'api.example.com', false],
  ];
  for (const [host, known, isMeant] of cases) {
    it(`takes ${host} ${isMeant ? '' : 'not '}for ${known}`, () => {
      expect(similarHost(host, [known])).to.equal(isMeant ? known : undefined);
    });
  }

  it('names the closest of several', () => {
    const known = ['stops.example.com', 'shop.example.com'];
    expect(similarHost('shp.example.com', known)).to.equal('shop.example.com');
  });
});
