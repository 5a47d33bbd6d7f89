import type { ReadinessProbe, WorkloadGroupSpec } from '../kinds/workload-group.js';
import type { Findings } from './findings.js';
import { checkLabels } from './labels.js';
import { checkPortNumber } from './port.js';
import { quote } from './quote.js';

/** Istio: the template is not checked as a WorkloadEntry is, as the workload fills in what it lacks. */
export function checkWorkloadGroup(findings: Findings, { metadata, probe }: WorkloadGroupSpec): void {
  checkLabels(findings, ['spec', 'metadata', 'labels'], metadata?.labels);
  if (probe) checkProbe(findings, probe);
}

const counts = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

function checkProbe(findings: Findings, probe: ReadinessProbe): void {
  const path = ['spec', 'probe'];
  for (const name of counts) {
    if ((probe[name] ?? 0) >= 0) continue;
    findings.add([...path, name], 'XDS0395', `${name} cannot be negative`, 'leave it out for the default');
  }
  const { httpGet, tcpSocket, exec, grpc } = probe;
  for (const [name, method] of Object.entries({ httpGet, tcpSocket, grpc })) {
    if (method) checkPortNumber(findings, [...path, name, 'port'], method.port ?? 0);
  }
  if (httpGet) checkHttpGet(findings, httpGet);
  if (exec && (exec.command ?? []).length === 0) {
    findings.add(
      [...path, 'exec'],
      'XDS0395',
      'a probe has no command to run',
      'add command: a list of words',
    );
  }
  if (httpGet || tcpSocket || exec || grpc) return;
  const help = 'add httpGet, tcpSocket, exec or grpc';
  findings.add(path, 'XDS0395', 'a probe does not say what to try', help);
}

function checkHttpGet(findings: Findings, httpGet: NonNullable<ReadinessProbe['httpGet']>): void {
  const path = ['spec', 'probe', 'httpGet'];
  const { scheme = '', httpHeaders = [] } = httpGet;
  if (!['', 'HTTP', 'HTTPS'].includes(scheme)) {
    findings.add([...path, 'scheme'], 'XDS0395', `${quote(scheme)} is not a scheme`, 'write HTTP or HTTPS');
  }
  for (const [index, { name = '' }] of httpHeaders.entries()) {
    if (/^[-_A-Za-z0-9]+$/.test(name)) continue;
    const help = 'use letters, digits, "-" and "_"';
    findings.add(
      [...path, 'httpHeaders', index, 'name'],
      'XDS0395',
      `${quote(name)} is not a header name`,
      help,
    );
  }
}
