import type { HttpDirectResponse } from '@xdsim/api';
import type { DirectResponseAction } from '@xdsim/envoy';

/** An answer that the proxy gives itself. */
export function directResponse({ status = 0, body }: HttpDirectResponse): DirectResponseAction {
  if (body?.string !== undefined) return { status, body: { inline_string: body.string } };
  return body?.bytes === undefined ? { status } : { status, body: { inline_bytes: body.bytes } };
}
