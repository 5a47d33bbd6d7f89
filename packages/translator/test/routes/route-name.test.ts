import { expect } from 'chai';
import { parseRouteName } from '../../src/routes/route-name.js';

describe('the name of a route configuration', () => {
  const cases: [string, number, string | undefined][] = [
    ['80', 80, undefined],
    ['shop.example.com:8080', 8080, 'shop.example.com'],
    ['[2001:db8::1]:80', 80, '2001:db8::1'],
    ['http_proxy', 0, undefined],
    ['unix:///var/run/egress.sock', 0, undefined],
  ];
  for (const [name, port, host] of cases) {
    it(`${name} asks for port ${port}${host ? ` of ${host}` : ''}`, () =>
      expect(parseRouteName(name)).to.deep.equal({ name, port, ...(host ? { host } : {}) }));
  }
});
