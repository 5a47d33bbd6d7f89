import { type Infer, map, message, string } from '../schema/schema.js';

/** Which workloads an object is for, as the networking kinds spell it. */
export const workloadSelector = message({ labels: map(string) });

/** Which workloads an object is for, as DestinationRule and the security kinds spell it. */
export const labelSelector = message({ matchLabels: map(string) });

export interface WorkloadSelector extends Infer<typeof workloadSelector> {}
export interface LabelSelector extends Infer<typeof labelSelector> {}
