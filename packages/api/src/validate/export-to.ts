import type { Path } from '../path.js';
import { isDnsLabel } from './domain.js';
import type { Findings } from './findings.js';
import { quote } from './quote.js';

const path: Path = ['spec', 'exportTo'];

/** `exportTo`: `*` for all, `.` for the own namespace, names of namespaces; `~` for none, of a ServiceEntry only. */
export function checkExportTo(
  findings: Findings,
  exportTo: readonly string[] | undefined,
  options: { readonly namespace: string; readonly isServiceEntry?: boolean },
): void {
  const seen = new Set<string>();
  for (const [index, entry] of (exportTo ?? []).entries()) {
    const at = [...path, index];
    // Istio: `.` and the namespace's own name are one
    const namespace = entry === '.' ? options.namespace : entry;
    if (seen.has(namespace)) {
      findings.add(at, 'XDS0310', `exportTo names ${quote(entry)} twice`, 'keep one of the two');
      continue;
    }
    seen.add(namespace);
    const isNone = namespace === '~' && options.isServiceEntry === true;
    if (isNone || namespace === '*' || isDnsLabel(namespace)) continue;
    const help = `use *, . or the names of namespaces${options.isServiceEntry ? ', or ~ alone' : ''}`;
    findings.add(at, 'XDS0310', `exportTo cannot have ${quote(entry)}`, help);
  }
  if (seen.size < 2) return;
  if (seen.has('*')) {
    findings.add(
      path,
      'XDS0310',
      'exportTo has * and something else',
      'write * alone: it means every namespace',
    );
  }
  if (seen.has('~')) {
    findings.add(
      path,
      'XDS0310',
      'exportTo has ~ and something else',
      'write ~ alone: it means no namespace',
    );
  }
}
