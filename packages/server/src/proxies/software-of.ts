import type { Node } from '@xdsim/envoy';

/** What a node says that it runs, such as `envoy 1.40.0` or `gRPC Go 1.85.0`. */
export function softwareOf(node: Node): { software?: string } {
  const { user_agent_name: name, user_agent_build_version: build, user_agent_version: version } = node;
  if (!name) return {};
  if (version) return { software: `${name} ${version}` };
  const { major_number = 0, minor_number = 0, patch = 0 } = build?.version ?? {};
  return { software: build?.version ? `${name} ${major_number}.${minor_number}.${patch}` : name };
}
