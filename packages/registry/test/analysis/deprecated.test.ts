import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('deprecated', {
  invalid: {
    'a load balancer by its old name': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy:
            loadBalancer:
              simple: LEAST_CONN`,
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.trafficPolicy.loadBalancer.simple',
      message: 'LEAST_CONN is deprecated',
      help: 'LEAST_REQUEST',
    },
    'a warm-up in seconds': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          subsets:
            - name: all
              trafficPolicy:
                loadBalancer: {warmupDurationSecs: 10s}`,
        ),
        serviceEntry('shop'),
      ],
      line: 9,
      path: 'spec.subsets[0].trafficPolicy.loadBalancer.warmupDurationSecs',
      message: 'warmupDurationSecs is deprecated',
      help: 'warmup: {duration: 10s}',
    },
    'a percentage of delays': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route: [{destination: {host: shop.example.com}}]
              fault:
                delay: {fixedDelay: 1s, percent: 10}`,
        ),
        serviceEntry('shop'),
      ],
      line: 9,
      path: 'spec.http[0].fault.delay.percent',
      message: 'fault.delay.percent is deprecated',
      help: 'percentage: {value: 10}',
    },
    'origins as plain text': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route: [{destination: {host: shop.example.com}}]
              corsPolicy:
                allowOrigin: [www.example.com]`,
        ),
        serviceEntry('shop'),
      ],
      line: 9,
      path: 'spec.http[0].corsPolicy.allowOrigin',
      message: 'corsPolicy.allowOrigin is deprecated',
      help: 'allowOrigins: [{exact: "www.example.com"}]',
    },
  },
  valid: {
    'what took their place': [
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy: {loadBalancer: {simple: LEAST_REQUEST, warmup: {duration: 10s}}}`,
      ),
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - route: [{destination: {host: shop.example.com}}]
            corsPolicy: {allowOrigins: [{exact: www.example.com}]}
            fault: {delay: {fixedDelay: 1s, percentage: {value: 10}}}`,
      ),
      serviceEntry('shop'),
    ],
  },
});
