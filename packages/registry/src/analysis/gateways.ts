import type { Gateway, VirtualService } from '@xdsim/api';
import type { AnalysisContext } from './context.js';

/** The gateways that a virtual service names: `NAME`, `NAMESPACE/NAME`, or the old way, `NAME.NAMESPACE…`. */
export function gatewayNamesOf({
  spec,
  metadata,
}: VirtualService): readonly { readonly namespace: string; readonly name: string; readonly index: number }[] {
  return (spec.gateways ?? []).flatMap((text, index) => {
    if (text === 'mesh') return [];
    const slash = text.indexOf('/');
    if (slash >= 0) return [{ namespace: text.slice(0, slash), name: text.slice(slash + 1), index }];
    const [name = '', namespace = metadata.namespace] = text.split('.');
    return [{ namespace, name, index }];
  });
}

/** Those of them that exist. */
export const gatewaysOf = (
  { snapshot }: AnalysisContext,
  virtualService: VirtualService,
): readonly Gateway[] =>
  gatewayNamesOf(virtualService).flatMap(
    ({ namespace, name }) => snapshot.get('Gateway', namespace, name) ?? [],
  );
