import { expect } from 'chai';
import { networkOf } from '../../src/limits/network-of.js';

const cases: readonly (readonly [ip: string, network: string])[] = [
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['2001:0DB8::1:2:3:4:5', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['no address', 'no address'],
];

describe('the network of a client', () => {
  for (const [ip, network] of cases)
    it(`at ${ip} is ${network}`, () => expect(networkOf(ip)).to.equal(network));
});
