import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('wildcard-dns', {
  invalid: {
    'a wildcard host with one name behind it': {
      yaml: [
        manifest(
          'ServiceEntry',
          `
          hosts: ['*.example.com']
          ports: [{number: 80, name: http, protocol: HTTP}]
          resolution: DNS
          endpoints: [{address: www.example.com}]`,
        ),
      ],
      line: 5,
      path: 'spec.hosts[0]',
      message: 'requests to every name in "*.example.com" go to www.example.com',
      help: 'resolution NONE',
      related: [8, 'what is resolved'],
    },
  },
  valid: {
    'a wildcard that clients resolve, and a name': [
      serviceEntry('wild', { hosts: ['*.example.com'], resolution: 'NONE', endpoints: undefined }),
      serviceEntry('name', {
        hosts: ['a.example.org'],
        resolution: 'DNS',
        endpoints: [{ address: 'b.example.org' }],
      }),
    ],
  },
});
