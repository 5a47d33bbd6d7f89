export { openStream } from './stream/open-stream.js';
export type { Protocol, StreamOptions, StreamState } from './state/stream-state.js';
export { step } from './stream/step.js';
export type { StreamEvent } from './stream/stream-event.js';
export type { Effect } from './stream/effect.js';
export type { Response } from './state/response.js';
export { emptyAssignment } from './stream/empty-assignment.js';

export { statusOf, type StreamStatus, type TypeStatus } from './status/status-of.js';
export type { Receipt } from './state/receipt.js';
export type { Rejection } from './state/rejection.js';
export { acceptedOf, keptBy, mayHoldOlder } from './status/accepted-of.js';
export { resourceStatesOf, type ResourceStanding, type ResourceState } from './status/resource-states.js';
export { settled } from './status/settled.js';
export { heldUp } from './status/held-up.js';
export { secretsLacked } from './order/held-back.js';

export { decodeRequest } from './wire/decode-request.js';
export { encodeResponse, type EncodedResponse } from './wire/encode-response.js';
export { measureRequest, type RequestSize } from './wire/measure-request.js';

export { substitute } from './content/substitute.js';
export { createSnapshotCache, type SnapshotCache } from './snapshot-cache.js';
export type { Snapshot } from './snapshot.js';
