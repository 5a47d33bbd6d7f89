import type { Labels } from '@xdsim/api';

export const covers = (labels: Labels, selector: Labels): boolean =>
  Object.entries(selector).every(([k, v]) => labels[k] === v);

/** Whether two sets of labels are the same; none at all counts as an empty set. */
export const sameLabels = (a: Labels = {}, b: Labels = {}): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([k, v]) => b[k] === v);
