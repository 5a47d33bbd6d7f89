import type { Labels, PeerAuthentication } from '@xdsim/api';
import type { AnalysisContext } from './context.js';
import { selects } from './selects.js';

/** What decides whether a port of a workload takes mutual TLS, plain text, or both. */
export interface MutualTls {
  readonly mode: string;
  readonly policy: PeerAuthentication;
}

const selectorOf = ({ spec }: PeerAuthentication): Labels => spec.selector?.matchLabels ?? {};

/** Whether a policy is for all workloads of its namespace, or of the mesh. */
export const isWide = (policy: PeerAuthentication): boolean => Object.keys(selectorOf(policy)).length === 0;

const isSet = (mode: string | undefined): mode is string => mode !== undefined && mode !== 'UNSET';

/** Istio: the port's own mode, then that of the workload, the namespace and the mesh; of several policies the oldest. */
export function mutualTlsOf(
  { snapshot, mesh }: AnalysisContext,
  workload: { readonly namespace: string; readonly labels: Labels },
  port: number,
): MutualTls | undefined {
  const own = snapshot.list('PeerAuthentication', workload.namespace);
  const selecting = own.find((policy) => !isWide(policy) && selects(selectorOf(policy), workload.labels));
  const ofPort = selecting?.spec.portLevelMtls?.[port]?.mode;
  if (selecting && isSet(ofPort)) return { mode: ofPort, policy: selecting };
  const ofMesh = snapshot.list('PeerAuthentication', mesh.rootNamespace).find(isWide);
  for (const policy of [selecting, own.find(isWide), ofMesh]) {
    const mode = policy?.spec.mtls?.mode;
    if (policy && isSet(mode)) return { mode, policy };
  }
  return undefined;
}
