/** What the command ends with; the numbers are those of sysexits.h and istioctl. */
export const exitStatus = {
  ok: 0,
  /** Something that is not the user's doing, and a port or data folder that another program uses. */
  unexpected: 1,
  /** A flag or argument that is wrong or missing. */
  usage: 64,
  /** Input that cannot be read, or is invalid. */
  data: 65,
  /** No server answers. */
  unavailable: 69,
  /** An analysis found something. */
  findings: 79,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
