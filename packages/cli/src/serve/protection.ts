import { createSecureContext } from 'node:tls';
import { defaultLimits } from '@xdsim/server';
import type { Limits, ServerOptions } from '@xdsim/server';
import type { Limit } from '../flags/protection-flags.js';
import type { ServeFlags } from '../flags/serve-flags.js';
import { InputError } from '../input/input-error.js';
import { readAccessRules } from '../input/read-access-rules.js';
import { readSecretFiles } from '../input/read-secret-files.js';
import { readFileFlag } from '../input/read-file-flag.js';

/**
 * What the flags about clients mean to the server.
 *
 * @throws InputError when a file cannot be used, or a limit does not exist
 */
export async function protection(flags: ServeFlags): Promise<ServerOptions> {
  const { allow, secrets, drain } = flags;
  return {
    ...(await checkTls(flags)),
    ...(allow !== undefined && { allow: { read: () => readAccessRules(allow) } }),
    ...(secrets !== undefined && { secrets: await readSecretFiles(secrets) }),
    ...(drain !== undefined && { drainMs: drain * 1000 }),
    insecure: flags.insecure ?? false,
    limits: limitsOf(flags.limit ?? []),
  };
}

/** The files are read here only to say what is wrong with which flag. */
async function checkTls(flags: ServeFlags): Promise<Pick<ServerOptions, 'tls' | 'adminTls'>> {
  const { tlsCert, tlsKey, tlsClientCa, adminTlsCert, adminTlsKey } = flags;
  const tls = await checkPair('--tls', tlsCert, tlsKey, tlsClientCa);
  const adminTls = await checkPair('--admin-tls', adminTlsCert, adminTlsKey);
  return {
    ...(tls && { tls: { ...tls, ...(tlsClientCa !== undefined && { clientCaFile: tlsClientCa }) } }),
    ...(adminTls && { adminTls }),
  };
}

async function checkPair(flag: string, certFile?: string, keyFile?: string, caFile?: string) {
  if (certFile === undefined || keyFile === undefined) return undefined;
  const read = async (name: string, file: string) => Buffer.from(await readFileFlag(name, file));
  const cert = await read(`${flag}-cert`, certFile);
  const key = await read(`${flag}-key`, keyFile);
  const ca = caFile === undefined ? undefined : await read(`${flag}-client-ca`, caFile);
  try {
    createSecureContext({ cert, key, ca });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(`${flag}-cert and ${flag}-key cannot be used: ${why}`);
  }
  return { certFile, keyFile };
}

function limitsOf(limits: readonly Limit[]): Partial<Limits> {
  const unknown = limits.find(([name]) => !Object.hasOwn(defaultLimits, name));
  if (unknown) {
    const names = Object.keys(defaultLimits).join(', ');
    throw new InputError(`--limit: there is no limit ${unknown[0]}; there are ${names}`);
  }
  return Object.fromEntries(limits);
}
