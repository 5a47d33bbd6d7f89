import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('unknown-policy-port', {
  invalid: {
    'settings of a port that the service lacks': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy:
            portLevelSettings:
              - port: {number: 8080}
                loadBalancer: {simple: RANDOM}`,
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.trafficPolicy.portLevelSettings[0].port.number',
      message: 'has the port 8080: the settings have no effect',
      help: 'the ports are 80',
      related: [11, 'ports are declared here'],
    },
    'the same in a subset, with a target port': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          subsets:
            - name: all
              trafficPolicy:
                portLevelSettings:
                  - port: {number: 8080}
                    loadBalancer: {simple: RANDOM}`,
        ),
        serviceEntry('shop', { ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 8080 }] }),
      ],
      line: 10,
      path: 'spec.subsets[0].trafficPolicy.portLevelSettings[0].port.number',
      message: 'has the port 8080',
      help: '8080 is the target port of port 80',
    },
  },
  valid: {
    'settings of a port that one of the services has': [
      manifest(
        'DestinationRule',
        `
        host: '*.example.com'
        trafficPolicy:
          portLevelSettings:
            - port: {number: 8080}
              loadBalancer: {simple: RANDOM}`,
      ),
      serviceEntry('shop'),
      serviceEntry('cart', { ports: [{ number: 8080, name: 'http', protocol: 'HTTP' }] }),
    ],
  },
});
