import { printable } from '@xdsim/api';

/** Input that cannot be used at all; its message is for the user and the command ends with status 65. */
export class InputError extends Error {
  constructor(message: string) {
    // It names files, and the name of a file is not to steer the terminal.
    super(printable(message));
  }
}
