import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('double-tls', {
  invalid: {
    'TLS by the proxy on a port that carries it': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy:
            tls:
              mode: SIMPLE`,
        ),
        serviceEntry('shop', { ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }] }),
      ],
      line: 8,
      path: 'spec.trafficPolicy.tls.mode',
      message: 'clients of "shop.example.com" send TLS to port 443 (HTTPS) already',
      help: 'targetPort 443',
      related: [10, 'ports are declared here'],
    },
    'the same for one port': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy:
            portLevelSettings:
              - port: {number: 443}
                tls: {mode: SIMPLE}`,
        ),
        serviceEntry('shop', { ports: [{ number: 443, name: 'https', protocol: 'TLS' }] }),
      ],
      line: 9,
      path: 'spec.trafficPolicy.portLevelSettings[0].tls.mode',
      message: '443 (TLS)',
    },
  },
  valid: {
    'TLS of an HTTP port, and none': [
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy:
          tls: {mode: SIMPLE}
          portLevelSettings:
            - port: {number: 8443}
              tls: {mode: DISABLE}`,
      ),
      serviceEntry('shop', {
        ports: [
          { number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 },
          { number: 8443, name: 'https', protocol: 'HTTPS' },
        ],
      }),
    ],
    'a gateway of the mesh, which unwraps one': [
      manifest(
        'DestinationRule',
        `
        host: gateway.example.com
        trafficPolicy: {tls: {mode: SIMPLE}}`,
      ),
      serviceEntry('gateway', {
        location: 'MESH_INTERNAL',
        ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }],
      }),
    ],
  },
});
