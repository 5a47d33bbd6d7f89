import { expect } from 'chai';
import { parse, toManifest, toYaml, validate } from '../../src/index.js';
import { decodeText } from '../../src/parse/decode-text.js';
import { readCorpus } from './corpus.js';
import { checkAgainstComplete } from '../parse/complete-reading.js';
import { mutateBytes, randomBytes } from './mutate-bytes.js';
import { mutateObject } from './mutate-object.js';
import { createRandom, type Random } from './random.js';
import { yamlStructure } from './yaml-structure.js';

/**
 * Run with `npm run fuzz` for 100,000 iterations, as CI does, and with `npm run fuzz:long` for an hour or so. A failure names
 * its seed: FUZZ_SEED brings it back.
 */
const iterations = Number(process.env['FUZZ_ITERATIONS'] ?? (process.env['CI'] ? 100_000 : 5000));
const firstSeed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

/** The longest that one small input may take; a thousand times what it does take. */
const maxMs = 2000;

const corpus = readCorpus();

function makeInput(random: Random): string | Uint8Array {
  switch (random.below(10)) {
    case 0:
      return randomBytes(random);
    case 1:
    case 2:
    case 3:
      return mutateBytes(random, random.pick(corpus), corpus);
    case 4:
    case 5:
      return yamlStructure(random);
    default:
      return mutateObject(random, random.pick(corpus), corpus);
  }
}

/** What holds whatever the input is. */
function examine(input: string | Uint8Array, isThorough: boolean): void {
  const { objects, diagnostics } = parse(input, { file: 'f' });
  const { text, valid } = decodeText(input);
  const lines = text.split('\n').length;
  for (const { message, line = 1, column = 1 } of diagnostics) {
    if (message === '' || line < 1 || line > lines || column < 1) {
      throw new Error(`a finding has no message or lies outside of the text: ${message} ${line}:${column}`);
    }
  }
  if (!isThorough) return;
  if (valid) checkAgainstComplete(text);
  for (const object of objects) {
    const errors = validate(object).filter(({ severity }) => severity === 'error');
    expect(errors, 'an object with an error was handed out').to.deep.equal([]);
    const again = parse(toYaml(toManifest(object)));
    expect(again.objects, 'an object changes when it is written and read').to.have.length(1);
    expect({ ...again.objects[0], origin: undefined }).to.deep.equal({ ...object, origin: undefined });
  }
}

describe('fuzz: parse', function () {
  this.timeout(0);

  it(`stands ${iterations} inputs of bytes, YAML structures and changed objects (seed ${firstSeed})`, () => {
    expect(corpus.length).to.be.greaterThan(150);
    let objects = 0;
    const before = process.cpuUsage();
    for (let iteration = 0; iteration < iterations; iteration += 1) {
      const seed = (firstSeed + iteration) % 2 ** 31;
      const input = makeInput(createRandom(seed));
      const started = performance.now();
      try {
        examine(input, iteration % 10 === 0);
        if (iteration % 100 === 0) objects += parse(input).objects.length;
      } catch (cause) {
        throw new Error(`FUZZ_SEED=${seed} FUZZ_ITERATIONS=1: ${JSON.stringify(String(input))}`, { cause });
      }
      const ms = performance.now() - started;
      if (ms > maxMs) throw new Error(`FUZZ_SEED=${seed} FUZZ_ITERATIONS=1 took ${Math.round(ms)} ms`);
    }
    const { user, system } = process.cpuUsage(before);
    // CI reads this: its limit is for the work, not for what else the machine does
    console.log(
      `      checked ${iterations} inputs in ${Math.round((user + system) / 1e6)} s of processor time`,
    );
    // inputs that nothing can be read from would prove little
    if (iterations >= 1000) expect(objects).to.be.greaterThan(0);
  });
});
