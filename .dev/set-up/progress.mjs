const { stderr } = process;

/**
 * One line a step, with its time, on stderr. On a terminal the line is there from the start and is completed
 * when the step is done; elsewhere it is written once, at the end.
 *
 * @template T
 * @param {string} title what the step makes: 'dependencies'
 * @param {string} how what it runs: 'npm ci'
 * @param {(say: (how: string) => void) => Promise<T>} work may say more precisely what it does
 * @returns {Promise<T>}
 */
export async function step(title, how, work) {
  const began = performance.now();
  let last = how;
  const line = (mark, end) => `${mark} ${title.padEnd(14)} ${last}${end}`;
  const show = (text) => stderr.isTTY && stderr.write(`\r\u001b[2K${text.slice(0, stderr.columns || 80)}`);
  const done = (mark) => {
    if (stderr.isTTY) stderr.write('\r\u001b[2K');
    stderr.write(`${line(mark, `  ${((performance.now() - began) / 1000).toFixed(1)} s`)}\n`);
  };
  show(line('·', ' …'));
  try {
    const result = await work((text) => {
      last = text;
      show(line('·', ' …'));
    });
    done('✓');
    return result;
  } catch (error) {
    done('✗');
    throw error;
  }
}
