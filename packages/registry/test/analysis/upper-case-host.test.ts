import { serviceEntry, testRule } from './rule-test.js';

const port = (protocol: string) => [{ number: 81, name: 'port', protocol }];

testRule('upper-case-host', {
  invalid: {
    'a host in upper case that speaks HTTP': {
      yaml: [serviceEntry('shop', { hosts: ['ok.example.com', 'Shop.example.com'] })],
      line: 1,
      path: 'spec.hosts[1]',
      message: 'HTTP requests to "Shop.example.com" on port 80 get a 503',
      help: 'write "shop.example.com"',
    },
  },
  valid: {
    'a host in lower case': [serviceEntry('shop')],
    'a host in upper case that speaks TCP': [
      serviceEntry('shop', { hosts: ['Shop.example.com'], ports: port('TCP') }),
    ],
  },
});
