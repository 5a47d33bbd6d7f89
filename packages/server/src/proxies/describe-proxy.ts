import { statusOf } from '@xdsim/xds';
import { missedBy, rejectionsOf, type Connected } from './connected.js';
import type { ProxyStatus } from './proxy-status.js';
import { softwareOf } from './software-of.js';

/** How a proxy stands, as the rest of the world is told. */
export function describeProxy(it: Connected, settled: boolean): ProxyStatus {
  const { stream, node, proxy, connectedAt } = it;
  return {
    id: proxy.id,
    namespace: proxy.namespace,
    protocol: stream.protocol,
    peer: stream.peer,
    connectedAt,
    ...softwareOf(node),
    settled,
    setAside: missedBy(it).map(({ type, name, message, generation }) => ({
      type,
      name,
      message,
      generation,
    })),
    refuses: new Map([...it.rejected].map(([type, { generation }]) => [type, generation])),
    rejections: rejectionsOf(it),
    missingSecrets: it.lacks.names,
    status: statusOf(stream.state),
  };
}
