/** The examples under a command's help: what to type, and what it does. */
export function examples(...lines: readonly (readonly [command: string, does: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return ['', 'Examples:', ...lines.map(([command, does]) => `  ${command.padEnd(width)}   # ${does}`)].join(
    '\n',
  );
}
