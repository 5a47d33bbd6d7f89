import type { AnyObject, Path, RelatedPlace } from '@xdsim/api';
import { locate } from '@xdsim/api';
import { serviceField } from './service-field.js';

/** A field of another object, as a related place; of a service it is named as a ServiceEntry has it. */
export const placeOf = (object: AnyObject, path: Path, message: string): RelatedPlace => ({
  message,
  ...locate(object, serviceField(object, path)),
});
