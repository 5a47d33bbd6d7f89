import { userInfo } from 'node:os';
import { basename } from 'node:path';

export interface ContainerOptions {
  /** A name by which the container can be removed. */
  readonly name?: string;
  /** A folder that has the same path inside; Envoy may write to it. */
  readonly folder?: string;
}

/**
 * What docker and podman are given to run Envoy as if it were a local program: it uses the host's network, so that
 * addresses on loopback mean the same inside, and the files it writes belong to the caller. Made for Linux: elsewhere
 * the host's network is that of a virtual machine.
 */
export function containerArguments(
  { path, image }: { readonly path: string; readonly image: string },
  envoyArguments: readonly string[],
  { name, folder }: ContainerOptions = {},
): readonly string[] {
  const { uid, gid } = userInfo();
  return [
    'run',
    '--rm',
    '--network=host',
    ...(name ? [`--name=${name}`] : []),
    ...(folder ? [`--volume=${folder}:${folder}`] : []),
    // Windows has no such ids (-1), and its runtimes need none.
    ...(uid >= 0 ? [`--user=${uid}:${gid}`] : []),
    // podman: without root the ids inside are others than outside, unless it is told to keep them.
    ...(basename(path).startsWith('podman') && uid > 0 ? ['--userns=keep-id'] : []),
    // SELinux: the folder is not relabelled for the sake of one run.
    ...(folder ? ['--security-opt=label=disable'] : []),
    '--entrypoint=envoy',
    image,
    ...envoyArguments,
  ];
}
