import type { Server } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import type { Observable } from 'rxjs';
import { aggregatedService } from './discovery-services.js';

/** The server as a whole, and the service that proxies use. */
const SERVICES = ['', aggregatedService.name];

/** Adds gRPC's health service, which says of the server what `/readyz` says. Returns how to stop following. */
export function addHealth(server: Server, ready$: Observable<boolean>): () => void {
  const health = new HealthImplementation(
    Object.fromEntries(SERVICES.map((service) => [service, 'NOT_SERVING'] as const)),
  );
  health.addToServer(server);
  const following = ready$.subscribe((isReady) => {
    for (const service of SERVICES) health.setStatus(service, isReady ? 'SERVING' : 'NOT_SERVING');
  });
  return () => following.unsubscribe();
}
