import { discoveryServices } from '../services/discovery-services.js';

/** Resources for proxies, a look at the server for people, or whether it is well. */
export type CallPurpose = 'discovery' | 'inspection' | 'health';

const discovery: ReadonlySet<string> = new Set(
  discoveryServices.flatMap(({ name, sotw, delta }) => [`/${name}/${sotw}`, `/${name}/${delta}`]),
);

/** What a method is for, by its path. */
export function purposeOf(path: string): CallPurpose {
  if (discovery.has(path)) return 'discovery';
  return path.startsWith('/grpc.health.') ? 'health' : 'inspection';
}
