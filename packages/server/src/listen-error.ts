/** The option of `createServer` that an address came from. */
export type AddressOption = 'xdsAddress' | 'adminAddress';

/** An address that cannot be listened on. Everything that had been started is stopped again. */
export class ListenError extends Error {
  readonly address: string;
  readonly option: AddressOption;

  constructor(address: string, option: AddressOption, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = new.target.name;
    this.address = address;
    this.option = option;
  }
}

/** Another program, perhaps another xdsim, listens on the address. */
export class AddressInUseError extends ListenError {
  constructor(address: string, option: AddressOption, cause?: unknown) {
    super(address, option, `${address} is in use by another program: choose another ${option}`, cause);
  }
}

/** What to throw when listening failed. */
export function listenError(address: string, option: AddressOption, cause: unknown): ListenError {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new AddressInUseError(address, option, cause);
  return new ListenError(address, option, `cannot listen on ${address} (${option}): ${message}`, cause);
}
