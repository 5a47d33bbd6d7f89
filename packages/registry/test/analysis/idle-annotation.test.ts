import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('idle-annotation', {
  invalid: {
    'a misspelt annotation of ours': {
      yaml: [serviceEntry('shop', {}, { annotations: { 'xdsim.dev/listen-prot': '1' } })],
      line: 1,
      path: 'metadata.annotations["xdsim.dev/listen-prot"]',
      message: 'there is no annotation "xdsim.dev/listen-prot"',
      help: 'did you mean xdsim.dev/listen-port?',
    },
    'a misspelt annotation of Istio': {
      yaml: [
        serviceEntry(
          'shop',
          {},
          { annotations: { 'networking.istio.io/traffic-distrbution': 'PreferClose' } },
        ),
      ],
      line: 1,
      path: 'metadata.annotations["networking.istio.io/traffic-distrbution"]',
      message: 'there is no annotation',
      help: 'networking.istio.io/traffic-distribution?',
    },
    'one on a kind that does not read it': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
          'name: a, annotations: {xdsim.dev/listen-port: "1"}',
        ),
        serviceEntry('shop'),
      ],
      line: 3,
      path: 'metadata.annotations["xdsim.dev/listen-port"]',
      message: 'has no effect on a DestinationRule',
      help: 'read on a ServiceEntry',
    },
    'a suppression of a code that does not exist': {
      yaml: [serviceEntry('shop', {}, { annotations: { 'xdsim.dev/suppress': 'XDS0701, XDS9999' } })],
      line: 1,
      path: 'metadata.annotations["xdsim.dev/suppress"]',
      message: 'there is no code "XDS9999"',
    },
  },
  valid: {
    'annotations that are read, and those of others': [
      serviceEntry(
        'shop',
        {},
        {
          annotations: {
            'xdsim.dev/listen-port': '8080',
            'xdsim.dev/suppress': 'XDS0701,XDS071*',
            'sidecar.istio.io/inject': 'true',
            'kubectl.kubernetes.io/last-applied-configuration': '{}',
          },
        },
      ),
    ],
  },
});
