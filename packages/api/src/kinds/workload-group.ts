import { type Infer, int32, list, map, message, required, string, uint32 } from '../schema/schema.js';
import { workloadEntrySpec } from './workload-entry.js';

export const readinessProbe = message(
  {
    initialDelaySeconds: int32,
    timeoutSeconds: int32,
    periodSeconds: int32,
    successThreshold: int32,
    failureThreshold: int32,
    httpGet: message({
      path: string,
      port: uint32,
      host: string,
      scheme: string,
      httpHeaders: list(message({ name: string, value: string })),
    }),
    tcpSocket: message({ host: string, port: uint32 }),
    exec: message({ command: list(string) }),
    grpc: message({ port: uint32, service: string }),
  },
  { oneOf: [['httpGet', 'tcpSocket', 'exec', 'grpc']] },
);

/** What the WorkloadEntries have in common that workloads of one kind register themselves with. */
export const workloadGroupSpec = message({
  metadata: message({ labels: map(string), annotations: map(string) }),
  template: required(workloadEntrySpec),
  probe: readinessProbe,
});

export interface ReadinessProbe extends Infer<typeof readinessProbe> {}
export interface WorkloadGroupSpec extends Infer<typeof workloadGroupSpec> {}
