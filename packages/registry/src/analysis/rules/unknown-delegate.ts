import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, nameOf, suggest } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { isDelegate } from '../destinations.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0733';

/** Istio leaves a route out whose delegate does not exist, has hosts, or is not exported to it. */
export const unknownDelegate: Rule = {
  code,
  name: 'unknown-delegate',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const delegates = context.virtualServices.filter(isDelegate);
    for (const root of context.virtualServices) {
      for (const [index, { delegate }] of (root.spec.http ?? []).entries()) {
        if (!delegate?.name) continue;
        const namespace = delegate.namespace || root.metadata.namespace;
        const path = ['spec', 'http', index, 'delegate', 'name'];
        const target = context.snapshot.get('VirtualService', namespace, delegate.name);
        if (!target) {
          const names = delegates.map(({ metadata }) => metadata.name);
          const suggestion = suggest(delegate.name, names);
          const known = delegates.find(({ metadata }) => metadata.name === suggestion);
          yield diagnosticFor(root, path, code, `there is no VirtualService ${namespace}/${delegate.name}`, {
            help: known
              ? `did you mean ${nameOf(known)}?`
              : 'add a VirtualService without hosts under this name, or correct it',
            ...(known ? { related: [placeOf(known, ['metadata', 'name'], 'a similar delegate')] } : {}),
          });
        } else if (!isDelegate(target)) {
          yield diagnosticFor(root, path, code, `${nameOf(target)} has hosts, and so is not a delegate`, {
            help: 'remove its hosts, so that it holds only where it is included',
            related: [placeOf(target, ['spec', 'hosts'], 'hosts are declared here')],
          });
        } else if (!context.sees(root.metadata.namespace, target)) {
          const message = `${nameOf(target)} is not exported to namespace ${root.metadata.namespace}`;
          yield diagnosticFor(root, path, code, message, {
            help: `add ${quote(root.metadata.namespace)} to its exportTo`,
            related: [placeOf(target, ['spec', 'exportTo'], 'the delegate is hidden here')],
          });
        }
      }
    }
  },
};
