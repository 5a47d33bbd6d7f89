import type { HttpRedirect } from '@xdsim/api';
import type { RedirectAction } from '@xdsim/envoy';

const responseCodes: Readonly<Record<number, NonNullable<RedirectAction['response_code']>>> = {
  0: 'MOVED_PERMANENTLY',
  301: 'MOVED_PERMANENTLY',
  302: 'FOUND',
  303: 'SEE_OTHER',
  307: 'TEMPORARY_REDIRECT',
  308: 'PERMANENT_REDIRECT',
};

/**
 * Envoy cannot take the port from the request; the one that the routes are for is the same (Istio). The usual port of a
 * scheme is not written.
 */
function portRedirect(redirect: HttpRedirect, requestPort: number): number {
  const { port = 0, derivePort, scheme } = redirect;
  const number = derivePort === 'FROM_REQUEST_PORT' ? requestPort : port;
  return number === (scheme === 'https' ? 443 : 80) ? 0 : number;
}

/** Whether Envoy can redirect with a status; Istio takes any from 300 to 399. */
export const canRedirectWith = (status: number): boolean => status in responseCodes;

/** `undefined` for a status that Envoy cannot redirect with. */
export function redirectAction(redirect: HttpRedirect, requestPort: number): RedirectAction | undefined {
  const { uri = '', prefixRewrite, authority, scheme, redirectCode = 0 } = redirect;
  const code = responseCodes[redirectCode];
  if (!code) return undefined;
  const port = portRedirect(redirect, requestPort);
  return {
    // Istio always writes one, an empty one leaves the path as it is.
    ...(prefixRewrite ? { prefix_rewrite: prefixRewrite } : { path_redirect: uri }),
    ...(authority ? { host_redirect: authority } : {}),
    ...(scheme ? { scheme_redirect: scheme } : {}),
    ...(port ? { port_redirect: port } : {}),
    response_code: code,
  };
}
