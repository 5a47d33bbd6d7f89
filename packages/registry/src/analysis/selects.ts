import type { Labels } from '@xdsim/api';

/** Whether labels have all that a selector asks for; an empty selector asks for nothing. */
export const selects = (selector: Labels, labels: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);
