import { createSecureContext } from 'node:tls';
import { defaultLimits } from '@xdsim/server';
import type { Limits, ServerOptions } from '@xdsim/server';
import type { Limit, ProtectionFlags } from '../flags/protection-flags.js';
import { InputError } from '../input/input-error.js';
import { readAccessRules } from '../input/read-access-rules.js';
import { readSecretFiles } from '../input/read-secret-files.js';
import { readFileFlag } from '../input/read-file-flag.js';

/**
 * What the flags about clients mean to the server.
 *
 * @throws InputError when a file cannot be used, or a limit does not exist
 */
export async function protection(flags: ProtectionFlags): Promise<ServerOptions> {
  const tls = await checkTls(flags);
  const { allow, secrets, drain } = flags;
  return {
    ...(tls && { tls }),
    ...(allow !== undefined && { allow: { read: () => readAccessRules(allow) } }),
    ...(secrets !== undefined && { secrets: await readSecretFiles(secrets) }),
    ...(drain !== undefined && { drainMs: drain * 1000 }),
    insecure: flags.insecure ?? false,
    limits: limitsOf(flags.limit ?? []),
  };
}

/** The files are read here only to say what is wrong with which flag. */
async function checkTls({ tlsCert, tlsKey, tlsClientCa }: ProtectionFlags): Promise<ServerOptions['tls']> {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  const read = async (flag: string, file: string) => Buffer.from(await readFileFlag(flag, file));
  const cert = await read('--tls-cert', tlsCert);
  const key = await read('--tls-key', tlsKey);
  const ca = tlsClientCa === undefined ? undefined : await read('--tls-client-ca', tlsClientCa);
  try {
    createSecureContext({ cert, key, ca });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(`--tls-cert and --tls-key cannot be used: ${why}`);
  }
  return {
    certFile: tlsCert,
    keyFile: tlsKey,
    ...(tlsClientCa !== undefined && { clientCaFile: tlsClientCa }),
  };
}

function limitsOf(limits: readonly Limit[]): Partial<Limits> {
  const unknown = limits.find(([name]) => !Object.hasOwn(defaultLimits, name));
  if (unknown) {
    const names = Object.keys(defaultLimits).join(', ');
    throw new InputError(`--limit: there is no limit ${unknown[0]}; there are ${names}`);
  }
  return Object.fromEntries(limits);
}
