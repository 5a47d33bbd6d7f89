import type { WorkloadEntrySpec } from '../kinds/workload-entry.js';
import { checkEndpoint } from './endpoint.js';
import type { Findings } from './findings.js';

/** A WorkloadEntry of its own: Istio cannot know which service will select it, so any kind of address will do. */
export const checkWorkloadEntry = (findings: Findings, entry: WorkloadEntrySpec): void =>
  checkEndpoint(findings, ['spec'], entry, {
    what: 'a workload',
    takesDomains: true,
    isResolved: false,
    help: 'use an IP address, a domain name or unix:///path',
  });
