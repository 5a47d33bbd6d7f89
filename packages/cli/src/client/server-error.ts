import { printable } from '@xdsim/api';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';

/** A server that is not there, or that said no; its message is for the user. */
export class ServerError extends Error {
  /** What the command ends with. */
  readonly status: ExitStatus;
  /** What HTTP calls it; 0 when nothing came back. */
  readonly code: number;
  /** What Kubernetes' `Status` says beside the message. */
  readonly details: unknown;

  constructor(message: string, code: number, details?: unknown) {
    // What a server says may quote what a client said: it is not to steer the terminal.
    super(message.split('\n').map(printable).join('\n'));
    this.code = code;
    this.details = details;
    this.status =
      code === 0 ? exitStatus.unavailable : isInput(code) ? exitStatus.data : exitStatus.unexpected;
  }
}

/** What was sent is at fault, and would be at any time. */
const isInput = (code: number): boolean => [400, 413, 415, 422].includes(code);
