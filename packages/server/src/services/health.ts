import { status, type Server, type ServerUnaryCall, type ServerWritableStream } from '@grpc/grpc-js';
import { service } from 'grpc-health-check';
import type { Observable } from 'rxjs';
import { aggregatedService } from './discovery-services.js';

/** The server as a whole, and the service that proxies use. */
const SERVICES: readonly string[] = ['', aggregatedService.name];

interface Asked {
  readonly service: string;
}

interface Answer {
  readonly status: 'SERVING' | 'NOT_SERVING' | 'SERVICE_UNKNOWN';
}

type Check = (error: { readonly code: status; readonly details: string } | null, answer?: Answer) => void;

const answer = (isReady: boolean): Answer => ({ status: isReady ? 'SERVING' : 'NOT_SERVING' });

/**
 * Adds gRPC's health service, which says of the server what `/readyz` says. Nothing is kept for names that are made up,
 * nor said back. Returns how to stop following.
 */
export function addHealth(server: Server, ready$: Observable<boolean>): () => void {
  let isReady = false;
  const following = ready$.subscribe((is) => (isReady = is));
  server.addService(service, {
    check({ request }: ServerUnaryCall<Asked, Answer>, done: Check) {
      if (SERVICES.includes(request.service)) done(null, answer(isReady));
      else done({ code: status.NOT_FOUND, details: 'the health of this service is unknown' });
    },
    watch(call: ServerWritableStream<Asked, Answer>) {
      if (!SERVICES.includes(call.request.service)) {
        call.write({ status: 'SERVICE_UNKNOWN' });
        return;
      }
      const telling = ready$.subscribe((is) => call.write(answer(is)));
      following.add(telling);
      call.once('cancelled', () => telling.unsubscribe());
    },
    list(_call: unknown, done: (error: null, answer: { readonly statuses: Record<string, Answer> }) => void) {
      done(null, { statuses: Object.fromEntries(SERVICES.map((name) => [name, answer(isReady)])) });
    },
  });
  return () => following.unsubscribe();
}
