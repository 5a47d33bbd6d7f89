import { dirname, resolve } from 'node:path';
import { checkSecretFiles } from '@xdsim/server';
import type { SecretFiles } from '@xdsim/server';
import { InputError } from './input-error.js';
import { readFileFlag } from './read-file-flag.js';
import { reasonOf } from './reason-of.js';

const files = ['certificateChain', 'privateKey', 'trustedCa', 'crl'] as const;

/**
 * Reads `--secrets FILE`. The files that it names are the server's matter: they may come later.
 *
 * @throws InputError when it cannot be used
 */
export async function readSecretFiles(file: string): Promise<readonly SecretFiles[]> {
  const bytes = await readFileFlag('--secrets', file);
  const { parse } = await import('yaml');
  let list: unknown;
  try {
    list = parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new InputError(`--secrets: ${file} is not YAML: ${reasonOf(error)}`);
  }
  if (!Array.isArray(list)) throw new InputError(`--secrets: ${file} has to be a list of secrets`);
  const secrets = list.map((one: unknown, i) =>
    checked(one, dirname(file), `--secrets: ${file}: secret ${i + 1}`),
  );
  try {
    checkSecretFiles(secrets);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InputError(`--secrets: ${file}: ${error.message}`);
  }
  return secrets;
}

function checked(secret: unknown, folder: string, where: string): SecretFiles {
  if (typeof secret !== 'object' || secret === null) throw new InputError(`${where} has to be an object`);
  const { name, ...rest } = secret as Record<string, unknown>;
  const unknown = Object.keys(rest).find((key) => !files.some((one) => one === key));
  if (unknown !== undefined)
    throw new InputError(`${where} has "${unknown}", which is none of name, ${files.join(', ')}`);
  if (typeof name !== 'string') throw new InputError(`${where} needs a name`);
  const paths = Object.entries(rest).map(([key, path]) => {
    if (typeof path !== 'string' || path === '')
      throw new InputError(`${where}: ${key} has to be the path of a file`);
    return [key, resolve(folder, path)] as const;
  });
  return { name, ...Object.fromEntries(paths) };
}
