import type { AnyObject, Path, RelatedPlace } from '@xdsim/api';
import { locate } from '@xdsim/api';

/** A field of another object, as a related place. */
export const placeOf = (object: AnyObject, path: Path, message: string): RelatedPlace => ({
  message,
  ...locate(object, path),
});
