import { stringify } from 'yaml';
import { yamlOptions } from './parse/yaml-options.js';

/**
 * A plain value as YAML that `parse()` and kubectl read back as it is: text that kubectl would take for something else,
 * such as `on` or `010`, stands in quotes.
 *
 * @example toYaml(toManifest(object))
 */
export function toYaml(value: unknown): string {
  return stringify(value, { schema: yamlOptions.schema, aliasDuplicateObjects: false, lineWidth: 0 });
}
