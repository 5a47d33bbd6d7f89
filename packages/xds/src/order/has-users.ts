import { typeUrls } from '@xdsim/envoy';
import type { StreamState } from '../stream/open-stream.js';

/** Whether the client holds anything that may lead requests to a cluster: on this stream, or since an earlier one. */
export const hasUsers = ({ types }: StreamState): boolean =>
  [typeUrls.listeners, typeUrls.routes].some((url) => {
    const type = types.get(url);
    return type !== undefined && (type.resumed || type.told.size > 0);
  });
