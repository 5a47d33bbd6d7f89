import { parse } from '@xdsim/api';
import { toJson } from '@xdsim/envoy';
import { createRegistry } from '@xdsim/registry';
import { createProxy, parseMeshConfig, translate } from '@xdsim/translator';
import type { Resources } from '../accepted/accept.js';
import type { Asking, Mesh } from './mesh/mesh.js';

/** What xdsim says of a mesh. */
export interface OurAnswer {
  /** The manifests that have errors, by their place in the mesh. */
  readonly refused: readonly { readonly index: number; readonly reason: string }[];
  readonly translations: readonly Resources[];
}

function localityOf(text: string) {
  const [region, zone, sub_zone] = text.split('/');
  return { region: region!, ...(zone && { zone }), ...(sub_zone && { sub_zone }) };
}

const proxyFor = ({ namespace, labels, ip, locality }: Asking) =>
  createProxy({
    namespace,
    ...(labels && { labels }),
    ...(ip && { ipAddresses: [ip] }),
    ...(locality && { locality: localityOf(locality) }),
  });

/** Translates as for traffic that iptables redirects, which is Istio's own shape. */
export function askXdsim({ manifests, settings, proxies }: Mesh): OurAnswer {
  const registry = createRegistry();
  const refused = manifests.flatMap((manifest, index) => {
    const { objects, diagnostics } = parse(JSON.stringify(manifest), { file: `${index}.yaml` });
    const wrong = diagnostics.find(({ severity }) => severity === 'error');
    if (wrong) return [{ index, reason: `${wrong.code} ${wrong.message}` }];
    registry.apply(objects);
    return [];
  });
  const { mesh } = parseMeshConfig(JSON.stringify(settings));
  const snapshot = registry.snapshot();
  const translations = proxies.map((asking) => {
    const { resources } = translate(snapshot, proxyFor(asking), { mesh, interception: 'redirect' });
    const spelt = (type: keyof Resources) =>
      [...resources[type].values()].map((resource) => toJson(resource) as Readonly<Record<string, unknown>>);
    return {
      clusters: spelt('clusters'),
      endpoints: spelt('endpoints'),
      listeners: spelt('listeners'),
      routes: spelt('routes'),
    };
  });
  return { refused, translations };
}
