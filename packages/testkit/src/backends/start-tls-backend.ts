import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { TLSSocket } from 'node:tls';
import { listen, type Backend, type BackendOptions } from './backend.js';
import { answerRequests, type BackendAnswer, type HttpAnswers } from './http-answers.js';
import { selfSignedCertificate, type Certificate } from './self-signed-certificate.js';

export interface TlsBackendOptions extends BackendOptions {
  /** Further names in its certificate: `api.example.com`, `*.example.com`, `127.0.0.2`. */
  readonly hosts?: readonly string[];
  /** PEM: clients must show a certificate that this authority has signed. */
  readonly clientCa?: string;
}

export interface TlsBackend extends Backend, HttpAnswers {
  /** Its own, made when it started; the common name is the backend's name. Trust it with `ca: certificate.cert`. */
  readonly certificate: Certificate;
}

/**
 * An HTTPS server whose certificate names it, and that answers as `startHttpBackend` does, with what it saw of TLS.
 *
 * @example
 * await using backend = await startTlsBackend({ name: 'api', hosts: ['api.example.com'] });
 */
export async function startTlsBackend(options: TlsBackendOptions): Promise<TlsBackend> {
  const { name, host = '127.0.0.1', hosts = [], clientCa } = options;
  const certificate = selfSignedCertificate({ commonName: name, hosts: [...hosts, 'localhost', host] });
  const { handle, ...answers } = answerRequests(name, tlsOf);
  const server = createServer(
    { ...certificate, ...(clientCa && { ca: clientCa, requestCert: true, rejectUnauthorized: true }) },
    handle,
  );
  return { ...(await listen(server, options)), ...answers, certificate };
}

function tlsOf({ socket }: IncomingMessage): NonNullable<BackendAnswer['tls']> {
  if (!(socket instanceof TLSSocket)) return {};
  // Node: `servername` is missing from the types of a server's socket, and false without SNI.
  const { servername } = socket as { servername?: string | false };
  const clientName = socket.getPeerCertificate().subject?.CN;
  return {
    ...(servername && { serverName: servername }),
    ...(typeof clientName === 'string' && { clientName }),
  };
}
