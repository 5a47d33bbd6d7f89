import type { AccessRule } from '@xdsim/server';
import { InputError } from './input-error.js';
import { readFileFlag } from './read-file-flag.js';
import { reasonOf } from './reason-of.js';

/**
 * Reads `--allow FILE`.
 *
 * @throws InputError when it cannot be used: a rule that is half understood would let in the wrong ones
 */
export async function readAccessRules(file: string): Promise<readonly AccessRule[]> {
  const bytes = await readFileFlag('--allow', file);
  const { parse } = await import('yaml');
  let rules: unknown;
  try {
    rules = parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new InputError(`--allow: ${file} is not YAML: ${reasonOf(error)}`);
  }
  if (!Array.isArray(rules)) throw new InputError(`--allow: ${file} has to be a list of rules`);
  return rules.map((rule: unknown, i) => checked(rule, `--allow: ${file}: rule ${i + 1}`));
}

function checked(rule: unknown, where: string): AccessRule {
  if (typeof rule !== 'object' || rule === null) throw new InputError(`${where} has to be an object`);
  const { identity, nodeIds, namespaces, ...rest } = rule as Record<string, unknown>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new InputError(`${where} has "${unknown}", which is none of identity, nodeIds and namespaces`);
  if (typeof identity !== 'string' || identity === '') throw new InputError(`${where} needs an identity`);
  return {
    identity,
    ...(nodeIds !== undefined && { nodeIds: texts(nodeIds, `${where}: nodeIds`) }),
    ...(namespaces !== undefined && { namespaces: texts(namespaces, `${where}: namespaces`) }),
  };
}

function texts(value: unknown, where: string): readonly string[] {
  const isTexts = Array.isArray(value) && value.every((one): one is string => typeof one === 'string');
  if (!isTexts) throw new InputError(`${where} has to be a list of texts`);
  return value;
}
