import type { Diagnostic, DiagnosticCode, Path, VirtualService } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { httpMatchCovers, tcpMatchCovers, tlsMatchCovers } from '../covers.js';
import { placeOf } from '../place-of.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0717';

/** Routes are tried in order. Equal conditions are found by validation already; here it is narrower after wider ones. */
export const unreachableRoute: Rule = {
  code,
  name: 'unreachable-route',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      const { http = [], tls = [], tcp = [] } = virtualService.spec;
      // What a delegate does not take goes on to later routes.
      const order = http.map((route) => (route.delegate ? { ...route, isPartial: true } : route));
      yield* inspect(virtualService, 'http', order, httpMatchCovers);
      yield* inspect(virtualService, 'tls', tls, tlsMatchCovers);
      yield* inspect(virtualService, 'tcp', tcp, tcpMatchCovers);
    }
  },
};

interface Ordered<M> {
  readonly match?: readonly M[];
  readonly isPartial?: boolean;
}

const condition = (match: object): string => JSON.stringify({ ...match, name: undefined });

function* inspect<M extends object>(
  object: VirtualService,
  protocol: string,
  routes: readonly Ordered<M>[],
  covers: (wide: M, narrow: M) => boolean,
): Iterable<Diagnostic> {
  const earlier: { match: M; path: Path }[] = [];
  for (const [rule, { match = [], isPartial }] of routes.entries()) {
    const path = ['spec', protocol, rule];
    const own = match.length
      ? match.map((one, index) => ({ match: one, path: [...path, 'match', index] }))
      : [{ match: {} as M, path }];
    const hidden = own.flatMap((one) => {
      const by = earlier.find((other) => covers(other.match, one.match));
      return by ? [{ ...one, by }] : [];
    });
    const isWhole = hidden.length === own.length;
    const fresh = hidden.filter(({ match: one, by }) => condition(one) !== condition(by.match));
    const shown = isWhole ? fresh.slice(0, 1) : fresh;
    for (const { path: at, by } of shown) {
      const isAll = Object.keys(by.match).length === 0;
      const subject = isWhole ? 'this route is never reached' : 'this match never decides';
      yield diagnosticFor(
        object,
        isWhole ? path : at,
        code,
        `${subject}: an earlier one takes ${isAll ? 'everything' : 'all that it would'}`,
        {
          help: 'routes are tried in order: put the narrower one first',
          related: [placeOf(object, by.path, 'the one that is reached first')],
        },
      );
    }
    if (!isPartial) earlier.push(...own);
  }
}
