import type { AdminState } from './admin-state.js';
import type { Answer, LiveAnswer } from './http/answer.js';
import type { AdminRequest } from './http/request.js';
import { answerObjects } from './objects/answer-objects.js';
import { answerPage } from './pages/pages.js';

const isObjects = (path: string): boolean => /^\/(?:apis?|openapi|version)(?:\/|$)/.test(path);

/** Whether a path tells nothing of what is configured: whoever reaches the address may ask whether the server is well. */
export const isOpen = (path: string): boolean => !isObjects(path) && !path.startsWith('/debug');

/** The answer to one request: objects as Kubernetes has them, or a page about the server. */
export function answerRequest(
  request: AdminRequest,
  state: AdminState,
): Answer | Promise<Answer | LiveAnswer> {
  return isObjects(request.path) ? answerObjects(request, state) : answerPage(request, state);
}
