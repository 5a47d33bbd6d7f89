import type { AnyObject } from '@xdsim/api';
import { sameContent } from './same-content.js';

/** An object's own account of its version is no content: it is compared when the object is applied. */
function content({ metadata, spec, status }: AnyObject): readonly unknown[] {
  const { resourceVersion: _, ...said } = metadata;
  return [said, spec, status];
}

/** Whether two versions of an object say the same, wherever they stand. */
export const sameObject = (a: AnyObject, b: AnyObject): boolean => sameContent(content(a), content(b));
