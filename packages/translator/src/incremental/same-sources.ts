import type { AnyObject } from '@xdsim/api';
import { sameValue } from './same-value.js';

/** Whether something is made from the same objects, whatever these say now. */
export const sameSources = (a: readonly AnyObject[], b: readonly AnyObject[]): boolean =>
  a.length === b.length &&
  a.every((object, i) => {
    const other = b[i];
    return (
      object === other ||
      (object.kind === other?.kind &&
        object.metadata.name === other.metadata.name &&
        object.metadata.namespace === other.metadata.namespace)
    );
  });

interface Made {
  readonly sources: readonly AnyObject[];
}

/**
 * Whether two results are the same but for what their sources say: who shows a source looks it up, so that a rule that
 * changed without effect on what is made from it stops here.
 */
export function sameMade(before: Made, after: Made): boolean {
  const { sources: left, ...one } = before;
  const { sources: right, ...other } = after;
  return sameSources(left, right) && sameValue(one, other);
}
