import type { Context } from '../context.js';
import { joinHostPort } from '../routes/virtual-host.js';

/** Istio: a host of the client's own DNS domain may be asked for without it, or by its namespace. */
function shortForms(host: string, dnsDomain: string, namespace: string): readonly string[] {
  if (!host.endsWith(`.${dnsDomain}`)) return [];
  const name = host.slice(0, -dnsDomain.length - 1);
  if (name.includes('.')) return [];
  const suffixes = [namespace, `${namespace}.svc`].filter((suffix) => dnsDomain.startsWith(`${suffix}.`));
  return [name, ...suffixes.map((suffix) => `${name}.${suffix}`)];
}

/** Whatever has the same place has forms of the same kind. */
function formsOf({ ask }: Context['proxy'], host: string): readonly string[] {
  const place = host.slice(host.indexOf('.'));
  const suffixes = ask(`listener names at ${place}`, ({ dnsDomain, namespace }) =>
    shortForms(`name${place}`, dnsDomain, namespace).join(),
  );
  const name = host.slice(0, host.indexOf('.'));
  return suffixes ? suffixes.split(',').map((form) => form.replace('name', name)) : [];
}

/**
 * The names under which a client asks for the listener of a host's port: what follows `xds:///` in its target. A short form
 * never takes the name of a host that exists.
 */
export function listenerNames({ proxy, scope }: Context, host: string, port: number): readonly string[] {
  const free = (form: string): boolean => !scope.service(form)?.ports.some(({ number }) => number === port);
  const forms = formsOf(proxy, host).filter(free);
  return [host, ...forms].map((form) => joinHostPort(form, port));
}
