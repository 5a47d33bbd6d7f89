import { parse } from 'yaml';
import { yamlOptions } from './parse/yaml-options.js';

/**
 * The plain value of a YAML text of one document, read as `parse()` and kubectl read it.
 *
 * @throws Error when it is none
 */
export function fromYaml(text: string): unknown {
  return parse(text, yamlOptions);
}
