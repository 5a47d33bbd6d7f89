/** Input that cannot be used at all; its message is for the user and the command ends with status 65. */
export class InputError extends Error {}
