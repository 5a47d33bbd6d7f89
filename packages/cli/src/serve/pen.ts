import { styleText } from 'node:util';

/** How the parts of a line look. */
export interface Pen {
  /** The time of day. */
  time(): string;
  bold(text: string): string;
  good(text: string): string;
  milliseconds(ms: number): string;
}

export function createPen(color: boolean): Pen {
  const style = (name: 'dim' | 'bold' | 'green') => (text: string) =>
    // Whether to colour was decided for this stream already.
    color ? styleText(name, text, { validateStream: false }) : text;
  const [dim, bold, good] = [style('dim'), style('bold'), style('green')];
  return {
    time: () => dim(new Date().toTimeString().slice(0, 8)),
    bold,
    good,
    milliseconds: (ms) => dim(`${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`),
  };
}
