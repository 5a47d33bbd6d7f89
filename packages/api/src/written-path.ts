import type { Kind } from './kinds/kinds.js';
import type { Path } from './path.js';

/** A way into an object as its file has it: an EndpointSlice is written without the `spec` that it has here. */
export function writtenPath(kind: Kind, path: Path): Path {
  return kind === 'EndpointSlice' && path[0] === 'spec' ? path.slice(1) : path;
}
