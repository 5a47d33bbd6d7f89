const prefix = 'unix://';

export function isUnixAddress(address: string | undefined): boolean {
  return address?.startsWith(prefix) === true;
}

/** Whether a `unix://` address names a socket: a clean absolute path to a file, or `@` and an abstract name. */
export function isUnixSocket(address: string): boolean {
  const socket = address.slice(prefix.length);
  if (socket.startsWith('@')) return true;
  const [root, ...steps] = socket.split('/');
  return root === '' && steps.length > 0 && steps.every((step) => !['', '.', '..'].includes(step));
}
