import { expect } from 'chai';
import { parse } from '../../src/index.js';
import { findings, yaml } from '../objects.js';

const to = 'route: [{destination: {host: a}}]';
const http = (...routes: readonly string[]) =>
  yaml('VirtualService', `{hosts: [a.example.com], http: [${routes.map((one) => `{${one}}`).join(', ')}]}`);
const tls = (...matches: readonly string[]) =>
  yaml(
    'VirtualService',
    `{hosts: ["*.example.com"], tls: [${matches.map((one) => `{match: [${one}], ${to}}`).join(', ')}]}`,
  );

describe('validate: routes that are never reached', () => {
  const table: readonly (readonly [rule: string, text: string, finding?: string])[] = [
    [
      'one with more conditions than an earlier one',
      http(
        `match: [{method: {exact: GET}}], ${to}`,
        `match: [{method: {exact: GET}, uri: {exact: /a}}], ${to}`,
      ),
      'XDS0384 spec.http[1]',
    ],
    [
      'a path under a prefix whose case does not matter',
      http(
        `match: [{uri: {prefix: /A}, ignoreUriCase: true}], ${to}`,
        `match: [{uri: {prefix: /a/c}}], ${to}`,
      ),
      'XDS0384 spec.http[1]',
    ],
    [
      'a value of a header that an earlier one only asks for',
      http(`match: [{headers: {x: {}}}], ${to}`, `match: [{headers: {x: {exact: b}}}], ${to}`),
      'XDS0384 spec.http[1]',
    ],
    [
      'one whose matches are taken by several earlier ones',
      http(
        `match: [{uri: {prefix: /a}}], ${to}`,
        `match: [{uri: {prefix: /b}}], ${to}`,
        `match: [{uri: {exact: /b/c}}, {uri: {exact: /a/c}}], ${to}`,
      ),
      'XDS0384 spec.http[2]',
    ],
    [
      'only a match, when the rest of its route is reached',
      http(
        `match: [{uri: {prefix: /a}}], ${to}`,
        `match: [{uri: {prefix: /b}}, {uri: {prefix: /a/c}}], ${to}`,
      ),
      'XDS0385 spec.http[1].match[1]',
    ],
    [
      'a TLS route with the server name of an earlier one',
      tls('{sniHosts: [a.example.com]}', '{port: 443, sniHosts: [a.example.com]}'),
      'XDS0384 spec.tls[1]',
    ],
    [
      'but not a TLS route with a more specific server name, which wins in any order',
      tls('{sniHosts: ["*.example.com"]}', '{sniHosts: [a.example.com]}'),
    ],
    [
      'a TCP route after one for all',
      yaml('VirtualService', `{hosts: [a], tcp: [{${to}}, {match: [{port: 1}], ${to}}]}`),
      'XDS0384 spec.tcp[1]',
    ],
    [
      'but not what a delegate leaves',
      http('match: [{uri: {prefix: /a}}], delegate: {name: b}', `match: [{uri: {prefix: /a/b}}], ${to}`),
    ],
    ['nor what a delegate without match leaves', http('delegate: {name: b}', to)],
    [
      'nor conditions that only look alike',
      http(
        `match: [{uri: {prefix: /a}, sourceLabels: {app: x}}], ${to}`,
        `match: [{uri: {prefix: /a}, headers: {x: {exact: b}}}], ${to}`,
        `match: [{uri: {prefix: /A}}, {uri: {regex: "/a.*"}}, {uri: {prefix: /a}, withoutHeaders: {x: {}}}], ${to}`,
        `match: [{uri: {prefix: /a}, queryParams: {q: {exact: b}}}], ${to}`,
        to,
      ),
    ],
  ];
  for (const [rule, text, finding] of table) {
    it(`${finding === undefined ? 'does not find' : 'finds'} ${rule}`, () => {
      expect(findings(text)).to.deep.equal(finding === undefined ? [] : [finding]);
    });
  }

  it('says what takes it before, and where that is', () => {
    const [found] = parse(
      http(`match: [{uri: {prefix: /a}}], ${to}`, `match: [{uri: {exact: /a/b}}], ${to}`),
    ).diagnostics;
    expect(found?.message).to.equal('this route is never reached: all that it matches, route 0 takes before');
    expect(found?.help).to.include('put the narrower one first');
    expect(found?.related).to.have.length(1);
    expect(found?.related?.[0]).to.include({ message: 'the one that is reached first', line: found?.line });
    expect(found?.related?.[0]?.column).to.be.lessThan(found?.column ?? 0);
  });
});
