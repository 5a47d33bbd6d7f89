import { printable } from '@xdsim/api';

/** Arguments that mean nothing; its message is for the user and the command ends with status 64. */
export class ArgumentsError extends Error {
  constructor(message: string) {
    super(printable(message));
  }
}
