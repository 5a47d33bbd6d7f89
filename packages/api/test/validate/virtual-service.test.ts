import { expect } from 'chai';
import { findings, yaml } from '../objects.js';

type Row = readonly [string, string, ...string[]];

const check = (wrap: (text: string) => string, prefix: string, rows: readonly Row[]): void => {
  for (const [rule, text, ...expected] of rows) {
    it(rule, () => {
      const found = findings(yaml('VirtualService', wrap(text))).map((one) => one.replace(prefix, ''));
      expect(found).to.deep.equal(expected);
    });
  }
};
const route = 'route: [{destination: {host: a.com}}]';
const http = `http: [{${route}}]`;
/** Rows about one HTTP rule that routes. */
const rule = (rows: readonly Row[]): void =>
  check((text) => `{hosts: [a.com], http: [{${route}, ${text}}]}`, 'spec.http[0].', rows);

describe('validate: VirtualService hosts and gateways', () => {
  check((text) => `{${text}}`, 'spec.', [
    ['takes names, wildcards and addresses', `hosts: [a.com, "*.b.com", reviews, 10.0.0.1], ${http}`],
    ['does not take everything in the mesh', `hosts: ["*"], ${http}`, 'XDS0302 hosts[0]'],
    [
      'does not take everything in the mesh and elsewhere',
      `hosts: ["*"], gateways: [mesh, b], ${http}`,
      'XDS0302 hosts[0]',
    ],
    ['takes everything at a gateway', `hosts: ["*"], gateways: [b, web/c], ${http}`],
    ['does not take a malformed host', `hosts: [a b], ${http}`, 'XDS0302 hosts[0]'],
    ['does not take a host twice', `hosts: [a.com, a.com], ${http}`, 'XDS0375 hosts[1]'],
    ['does not take a host and a wildcard for it', `hosts: [a.b.com, "*.com"], ${http}`, 'XDS0375 hosts[1]'],
    ['does not take a wildcard within another', `hosts: ["*.com", "*.b.com"], ${http}`, 'XDS0375 hosts[1]'],
    [
      'does not take a malformed gateway',
      `hosts: [a.com], gateways: [a/b/c, /b, a/, a b], ${http}`,
      'XDS0360 gateways[0]',
      'XDS0360 gateways[1]',
      'XDS0360 gateways[2]',
      'XDS0360 gateways[3]',
    ],
    [
      'warns of a malformed gateway that Istio does not look at',
      `hosts: [a.com], gateways: [mesh, a b, a/], ${http}`,
      'XDS0386 gateways[1]',
      'XDS0386 gateways[2]',
    ],
    [
      'warns of a gateway in the old form',
      `hosts: [a.com], gateways: [a.b.svc], ${http}`,
      'XDS0380 gateways[0]',
    ],
    ['needs routes', 'hosts: [a.com], http: []', 'XDS0361 spec'],
    ['takes a delegate', http],
    [
      'does not take a delegate with gateways, TLS or TCP',
      `gateways: [b], tcp: [{${route}}], ${http}`,
      'XDS0362 gateways',
      'XDS0362 tcp',
    ],
    [
      'takes a rule that delegates',
      'hosts: [a.com], http: [{match: [{uri: {prefix: /b}}], delegate: {name: b}}]',
    ],
    [
      'does not take a rule that delegates and routes',
      `hosts: [a.com], http: [{delegate: {name: b}, ${route}, redirect: {uri: /}}]`,
      'XDS0363 http[0].route',
      'XDS0363 http[0].redirect',
    ],
    [
      'does not take a delegate that delegates',
      `http: [{delegate: {name: b}, ${route}}]`,
      'XDS0362 http[0].delegate',
    ],
    ['takes regular expressions in delegates', `http: [{match: [{uri: {regex: /a.*}}], ${route}}]`],
    [
      'takes claims in the mesh and at gateways',
      `hosts: [a.com], gateways: [mesh, b], http: [{match: [{headers: {"@request.auth.claims.sub": {exact: a}}}], ${route}}]`,
    ],
    [
      'takes SNI of clusters at gateways',
      `hosts: [outbound_.80_._.a.com], gateways: [b], tls: [{match: [{sniHosts: [outbound_.80_._.a.com]}], ${route}}]`,
    ],
    [
      'does not take SNI of clusters in the mesh',
      `hosts: [outbound_.80_._.a.com], tls: [{match: [{sniHosts: [outbound_.80_._.a.com]}], ${route}}]`,
      'XDS0302 hosts[0]',
      'XDS0374 tls[0].match[0].sniHosts[0]',
    ],
    [
      'does not take claims in the mesh',
      `hosts: [a.com], http: [{match: [{headers: {"@request.auth.claims.sub": {exact: a}}}], ${route}}]`,
      'XDS0364 http[0].match[0].headers["@request.auth.claims.sub"]',
    ],
    [
      'takes claims at gateways',
      `hosts: [a.com], gateways: [b], http: [{match: [{headers: {"@request.auth.claims[sub]": {exact: a}}}], ${route}}]`,
    ],
  ]);
});

describe('validate: VirtualService actions', () => {
  check((text) => `{hosts: [a.com], http: [{${text}}]}`, 'spec.http[0].', [
    ['needs an action', 'name: a', 'XDS0363 spec.http[0]'],
    ['needs a destination to route to', 'route: []', 'XDS0363 spec.http[0]'],
    ['does not redirect and route', `redirect: {uri: /b}, ${route}`, 'XDS0363 route'],
    [
      'does not redirect with faults and rewrites',
      'redirect: {uri: /b}, fault: {delay: {fixedDelay: 1s}}, rewrite: {uri: /c}',
      'XDS0363 fault',
      'XDS0363 rewrite',
    ],
    [
      'does not redirect and answer',
      'redirect: {uri: /b}, directResponse: {status: 200}',
      'XDS0363 directResponse',
    ],
    ['does not answer and route', `directResponse: {status: 200}, ${route}`, 'XDS0363 route'],
    ['answers', 'directResponse: {status: 503, body: {string: closed}}'],
    ['does not answer with status 100', 'directResponse: {status: 100}', 'XDS0371 directResponse.status'],
    [
      'warns of 100 KB',
      `directResponse: {status: 200, body: {string: ${'a'.repeat(102_401)}}}`,
      'XDS0382 directResponse.body',
    ],
    [
      'does not take 1 MB',
      `directResponse: {status: 200, body: {bytes: ${'a'.repeat(1_400_000)}}}`,
      'XDS0371 directResponse.body',
    ],
    ['redirects by any of its fields', 'redirect: {derivePort: FROM_REQUEST_PORT}'],
    ['redirects somewhere', 'redirect: {redirectCode: 302}', 'XDS0370 redirect'],
    [
      'redirects with a status for it',
      'redirect: {uri: /b, redirectCode: 200}',
      'XDS0370 redirect.redirectCode',
    ],
    ['redirects to HTTP', 'redirect: {scheme: ftp}', 'XDS0370 redirect.scheme'],
    ['redirects to a port', 'redirect: {port: 65536}', 'XDS0304 redirect.port'],
    ['redirects to one path', 'redirect: {uri: /b, prefixRewrite: /c}', 'XDS0370 redirect.prefixRewrite'],
    [
      'rewrites a prefix that was matched',
      'match: [{uri: {exact: /a}}], redirect: {prefixRewrite: /c}',
      'XDS0370 redirect.prefixRewrite',
    ],
    ['takes a prefix that was matched', 'match: [{uri: {prefix: /a}}], redirect: {prefixRewrite: /c}'],
  ]);
});

describe('validate: VirtualService destinations', () => {
  check((text) => `{hosts: [a.com], http: [{route: [${text}]}]}`, 'spec.http[0].', [
    [
      'takes weights of any sum',
      '{destination: {host: a}, weight: 1}, {destination: {host: b}, weight: 2}, {destination: {host: c}}',
    ],
    [
      'takes one destination without weight',
      '{destination: {host: "*.a.com", subset: v1, port: {number: 80}}}',
    ],
    [
      'does not take weights that sum to 0',
      '{destination: {host: a}}, {destination: {host: b}, weight: 0}',
      'XDS0366 route',
    ],
    ['does not take negative weights', '{destination: {host: a}, weight: -1}', 'XDS0366 route[0].weight'],
    ['does not take everything', '{destination: {host: "*"}}', 'XDS0366 route[0].destination.host'],
    ['does not take an empty host', '{destination: {host: ""}}', 'XDS0366 route[0].destination.host'],
    [
      'does not take a malformed subset',
      '{destination: {host: a, subset: v1.0}}',
      'XDS0332 route[0].destination.subset',
    ],
    [
      'does not take a port without number',
      '{destination: {host: a, port: {}}}',
      'XDS0304 route[0].destination.port.number',
    ],
    [
      'checks headers of destinations',
      '{destination: {host: a}, headers: {response: {remove: [Host]}}}',
      'XDS0365 route[0].headers.response.remove[0]',
    ],
  ]);
});

describe('validate: VirtualService matches', () => {
  const match = (text: string) => `{hosts: [a.com], http: [{match: [{${text}}], ${route}}]}`;
  check(match, 'spec.http[0].match[0].', [
    ['takes an empty condition', ''],
    [
      'takes presence, and an empty prefix of the path',
      'uri: {prefix: ""}, headers: {x-a: {}, x_b: {exact: a}}',
    ],
    [
      'does not take an empty prefix elsewhere',
      'method: {prefix: ""}, queryParams: {a: {prefix: ""}}',
      'XDS0364 method.prefix',
      'XDS0364 queryParams.a.prefix',
    ],
    [
      'does not take an empty or malformed header',
      'headers: {"": {}, "a b": {}}',
      'XDS0364 headers[""]',
      'XDS0364 headers["a b"]',
    ],
    ['does not take look-ahead', 'uri: {regex: "a(?=b)"}', 'XDS0364 uri.regex'],
    ['takes any value in withoutHeaders', 'withoutHeaders: {a: {regex: "*"}}'],
    ['does not take any value in headers', 'headers: {a: {regex: "*"}}', 'XDS0364 headers.a.regex'],
    ['does not take port 65536', 'port: 65536', 'XDS0304 port'],
    [
      'does not take malformed labels, gateways and namespaces',
      'sourceLabels: {a: b c}, gateways: [a b], sourceNamespace: A_B',
      'XDS0308 sourceLabels.a',
      'XDS0360 gateways[0]',
      'XDS0364 sourceNamespace',
    ],
  ]);

  check((text) => `{hosts: [a.com], http: [${text}]}`, 'spec.http', [
    ['warns of a second rule without match', `{${route}}, {${route}}`, 'XDS0384 [1]'],
    [
      'warns of a match that was there before',
      `{match: [{port: 80}], ${route}}, {match: [{port: 81}, {port: 80, name: b}], ${route}}`,
      'XDS0385 [1].match[1]',
    ],
    [
      'does not heed the order of the parts of a match',
      `{match: [{port: 80, method: {exact: GET}}], ${route}}, {match: [{method: {exact: GET}, port: 80}], ${route}}`,
      'XDS0384 [1]',
    ],
    ['warns of a rule after one without match', `{${route}}, {match: [{port: 80}], ${route}}`, 'XDS0384 [1]'],
    [
      'warns of a prefix that an earlier one begins',
      `{match: [{uri: {prefix: /a}}], ${route}}, {match: [{uri: {prefix: /a/b}, port: 80}, {port: 81}], ${route}}`,
      'XDS0385 [1].match[0]',
    ],
    [
      'warns of an exact path that an earlier prefix begins',
      `{match: [{uri: {prefix: /a}, headers: {x: {exact: b}}}], ${route}},
       {match: [{uri: {exact: /a/b}, headers: {x: {exact: b}, z: {}}}], ${route}}`,
      'XDS0384 [1]',
    ],
    [
      'takes a longer prefix that comes first',
      `{match: [{uri: {prefix: /a/b}}], ${route}}, {match: [{uri: {prefix: /a}}], ${route}}`,
    ],
    ...[
      'method: {exact: GET}',
      'headers: {x: {exact: b}}',
      'withoutHeaders: {x: {}}',
      'queryParams: {q: {exact: b}}',
      'port: 80',
      'authority: {exact: a.com}',
      'scheme: {exact: https}',
      'sourceLabels: {app: a}',
      'sourceNamespace: a',
      'gateways: [a/b]',
    ].map(
      (condition) =>
        [
          `takes a prefix that begins a later one when it asks for more: ${condition}`,
          `{match: [{uri: {prefix: /a}, ${condition}}], ${route}}, {match: [{uri: {prefix: /a/b}}], ${route}}`,
        ] as const,
    ),
    [
      'takes a prefix that heeds case before one that does not',
      `{match: [{uri: {prefix: /a}}], ${route}}, {match: [{uri: {prefix: /a/b}, ignoreUriCase: true}], ${route}}`,
    ],
  ]);
});

describe('validate: VirtualService headers', () => {
  rule([
    [
      'takes variables and per cent signs',
      'headers: {request: {set: {x-a: "%HOSTNAME%", x-b: "100%%", x-c: "a %REQ(:path)% b"}}}',
    ],
    [
      'does not take a lone per cent sign',
      'headers: {request: {set: {x-a: 100%}}}',
      'XDS0365 headers.request.set.x-a',
    ],
    [
      'does not take a variable that does not end',
      'headers: {response: {add: {x-a: "%START_TIME%%"}}}',
      'XDS0365 headers.response.add.x-a',
    ],
    [
      'does not take control characters',
      'headers: {request: {add: {x-a: "a\\nb"}}}',
      'XDS0365 headers.request.add.x-a',
    ],
    ['takes the authority of a request', 'headers: {request: {set: {":authority": a}}}'],
    [
      'does not take the authority twice',
      'headers: {request: {set: {Host: a}}}, rewrite: {authority: b}',
      'XDS0365 headers.request.set.Host',
    ],
    [
      'does not take the path',
      'headers: {request: {set: {":path": a}}}',
      'XDS0365 headers.request.set[":path"]',
    ],
    [
      'does not remove the host, or change it in responses',
      'headers: {request: {remove: [host]}, response: {set: {host: a}}}',
      'XDS0365 headers.request.remove[0]',
      'XDS0365 headers.response.set.host',
    ],
    ['does not take an empty name', 'headers: {request: {set: {"": a}}}', 'XDS0365 headers.request.set[""]'],
  ]);

  it('is not slow on many per cent signs', () => {
    const spec = `{hosts: [a.com], http: [{${route}, headers: {request: {set: {x-a: "${'%'.repeat(50_001)}"}}}}]}`;
    expect(findings(yaml('VirtualService', spec))).to.deep.equal([
      'XDS0365 spec.http[0].headers.request.set.x-a',
    ]);
  });
});

describe('validate: VirtualService policies', () => {
  rule([
    ['takes a timeout', 'timeout: 1ms'],
    ['does not take no time', 'timeout: 0s', 'XDS0333 timeout'],
    [
      'takes retries',
      'retries: {attempts: 3, perTryTimeout: 1s, retryOn: "5xx,connect-failure,503", retryIgnorePreviousHosts: false, backoff: 10ms}',
    ],
    ['takes no retries', 'retries: {attempts: 0}'],
    ['does not take negative attempts', 'retries: {attempts: -1}', 'XDS0368 retries.attempts'],
    ['does not take settings without attempts', 'retries: {perTryTimeout: 1s}', 'XDS0368 retries'],
    [
      'does not take unknown conditions',
      'retries: {attempts: 1, retryOn: "5xx, reset,999,306"}',
      'XDS0368 retries.retryOn',
      'XDS0368 retries.retryOn',
      'XDS0368 retries.retryOn',
    ],
    [
      'does not take no time',
      'retries: {attempts: 1, perTryTimeout: 0s, backoff: 0s}',
      'XDS0333 retries.perTryTimeout',
      'XDS0333 retries.backoff',
    ],
    [
      'takes faults',
      'fault: {delay: {fixedDelay: 1s, percentage: {value: 0.0001}}, abort: {grpcStatus: UNAVAILABLE, percentage: {value: 100}}}',
    ],
    ['does not take an empty fault', 'fault: {}', 'XDS0367 fault'],
    ['warns of an abort without status', 'fault: {abort: {}}', 'XDS0381 fault.abort'],
    [
      'does not take other percentages',
      'fault: {delay: {fixedDelay: 1s, percentage: {value: 0.00001}}, abort: {httpStatus: 503, percentage: {value: 101}}}',
      'XDS0367 fault.abort.percentage.value',
      'XDS0367 fault.delay.percentage.value',
    ],
    ['does not take other statuses', 'fault: {abort: {httpStatus: 601}}', 'XDS0367 fault.abort.httpStatus'],
    [
      'does not take unknown gRPC statuses',
      'fault: {abort: {grpcStatus: GONE}}',
      'XDS0367 fault.abort.grpcStatus',
    ],
    [
      'does not take what nobody supports',
      'fault: {abort: {http2Error: a}, delay: {exponentialDelay: 1s}}',
      'XDS0367 fault.abort.http2Error',
      'XDS0367 fault.delay.exponentialDelay',
    ],
    ['takes a rewrite', 'rewrite: {uriRegexRewrite: {match: "/a/(.*)", rewrite: "/\\\\1"}, authority: b}'],
    ['does not take an empty rewrite', 'rewrite: {}', 'XDS0369 rewrite'],
    [
      'does not take two rewrites',
      'rewrite: {uri: /a, uriRegexRewrite: {match: "(", rewrite: ""}}',
      'XDS0369 rewrite.uriRegexRewrite',
      'XDS0369 rewrite.uriRegexRewrite.rewrite',
      'XDS0369 rewrite.uriRegexRewrite.match',
    ],
    ['takes mirrors', 'mirrors: [{destination: {host: b}, percentage: {value: 10}}]'],
    [
      'does not take both kinds of mirrors',
      'mirror: {host: b}, mirrors: [{}]',
      'XDS0373 mirrors',
      'XDS0373 mirrors[0]',
    ],
    [
      'does not take other percentages of mirrors',
      'mirror: {host: b}, mirrorPercentage: {value: 101}',
      'XDS0373 mirrorPercentage.value',
    ],
    ['warns of the old percentage', 'mirror: {host: b}, mirrorPercent: 10', 'XDS0345 mirrorPercent'],
    [
      'takes a CORS policy',
      'corsPolicy: {allowOrigins: [{regex: ".*"}], allowMethods: [GET, "*"], allowHeaders: [x-a, "*"], exposeHeaders: [x-b], maxAge: 24h}',
    ],
    [
      'does not take an empty origin',
      'corsPolicy: {allowOrigins: [{}, {regex: "("}]}',
      'XDS0372 corsPolicy.allowOrigins[0]',
      'XDS0372 corsPolicy.allowOrigins[1].regex',
    ],
    [
      'does not take other methods and headers',
      'corsPolicy: {allowMethods: [get], allowHeaders: [a b], exposeHeaders: [""]}',
      'XDS0372 corsPolicy.allowMethods[0]',
      'XDS0372 corsPolicy.allowHeaders[0]',
      'XDS0372 corsPolicy.exposeHeaders[0]',
    ],
    ['does not take half seconds', 'corsPolicy: {maxAge: 1.5s}', 'XDS0372 corsPolicy.maxAge'],
  ]);
});

describe('validate: VirtualService TLS and TCP', () => {
  const tls = (match: string) => `{hosts: ["*.a.com", b.com], tls: [{match: [${match}], ${route}}]}`;
  check(tls, 'spec.tls[0].', [
    [
      'takes hosts within its own',
      '{sniHosts: [x.a.com, "*.y.a.com", "*.a.com", b.com], destinationSubnets: [10.0.0.0/8], port: 443}',
    ],
    ['does not take others', '{sniHosts: [c.com]}', 'XDS0374 match[0].sniHosts[0]'],
    ['does not take wider ones', '{sniHosts: ["*.com"]}', 'XDS0374 match[0].sniHosts[0]'],
    ['does not take malformed ones', '{sniHosts: [a_b.a.com]}', 'XDS0374 match[0].sniHosts[0]'],
    ['warns of addresses', '{sniHosts: [10.0.0.1]}', 'XDS0383 match[0].sniHosts[0]'],
    ['needs hosts', '{sniHosts: []}', 'XDS0374 match[0].sniHosts'],
    ['needs a match', '', 'XDS0374 match'],
    [
      'does not take malformed conditions',
      '{sniHosts: [b.com], destinationSubnets: [a], port: 65536, sourceLabels: {a: b c}, gateways: [a b]}',
      'XDS0303 match[0].destinationSubnets[0]',
      'XDS0304 match[0].port',
      'XDS0308 match[0].sourceLabels.a',
      'XDS0360 match[0].gateways[0]',
    ],
  ]);
  check((text) => `{hosts: [a.com], tcp: [{${text}}]}`, 'spec.tcp[0]', [
    ['takes a route without match', route],
    ['needs a route', 'match: [{port: 80}]', 'XDS0374 '],
    ['checks weights', 'route: [{destination: {host: a}}, {destination: {host: b}}]', 'XDS0366 .route'],
  ]);
});
