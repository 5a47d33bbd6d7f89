import { applyPatch, Pointer, type Operation } from 'rfc6902';
import { reach, type Purpose } from './pointer.js';

/** What a patch makes of a value, or why it cannot be done. */
export type Patched = { readonly value: unknown; readonly error?: undefined } | { readonly error: string };

const operations: readonly unknown[] = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

/** RFC 6902: each step has what its operation needs; what else it says does not count. */
function isOperation(step: unknown): step is Operation {
  if (typeof step !== 'object' || step === null) return false;
  const { op, path, from, ...rest } = step as Readonly<Record<string, unknown>>;
  const needsFrom = op === 'move' || op === 'copy';
  const needsValue = op === 'add' || op === 'replace' || op === 'test';
  return (
    operations.includes(op) &&
    isPointer(path) &&
    (!needsFrom || isPointer(from)) &&
    (!needsValue || Object.hasOwn(rest, 'value'))
  );
}

/** RFC 6901; no field of an object is called so that it would be another thing in JavaScript. */
const isPointer = (path: unknown): boolean =>
  typeof path === 'string' && /^(?:\/(?!__proto__(?:\/|$))(?:[^~/]|~[01])*)*$/.test(path);

/** Kubernetes' limits: a few steps that copy what was copied before would fill any memory. */
const MOST_STEPS = 10_000;
const MOST_COPIED = 3 * 1024 * 1024;
/** Items of lists that all steps together may move: each insertion at the front of a long list moves all of it. */
const MOST_MOVED = 20_000_000;

/** RFC 6902: the steps are done one after the other, all of them or none. The target is not changed. */
export function jsonPatch(target: unknown, patch: readonly unknown[]): Patched {
  if (patch.length > MOST_STEPS) return { error: `a patch has ${MOST_STEPS} steps at most` };
  const wrong = patch.findIndex((step) => !isOperation(step));
  if (wrong >= 0) return { error: `step ${wrong} is no operation of JSON Patch` };
  // In an object of its own, so that the whole can be replaced as well.
  const holder = { value: structuredClone(target) };
  let copied = 0;
  let moved = 0;
  for (const [index, step] of (structuredClone(patch) as readonly Operation[]).map(within).entries()) {
    for (const { pointer, purpose } of placesOf(step)) {
      const reached = reach(holder, pointer, purpose);
      if (reached.error !== undefined) return undone(index, step, reached.error);
      if (purpose !== 'read') moved += reached.moved;
    }
    if (moved > MOST_MOVED) return { error: `step ${index} moves too many items of lists` };
    if (step.op === 'copy') copied += sizeAt(holder, step.from);
    if (copied > MOST_COPIED) return { error: `step ${index} copies too much` };
    const [error] = applyPatch(holder, [step]);
    if (error) return undone(index, step, error.message);
  }
  return { value: holder.value ?? null };
}

const undone = (index: number, { op }: Operation, why: string): Patched => ({
  error: `step ${index} (${op}) cannot be done: ${why}`,
});

/** The places that a step needs, and what for. */
function placesOf(step: Operation): readonly { readonly pointer: string; readonly purpose: Purpose }[] {
  switch (step.op) {
    case 'add':
      return [{ pointer: step.path, purpose: 'add' }];
    case 'copy':
      return [
        { pointer: step.from, purpose: 'read' },
        { pointer: step.path, purpose: 'add' },
      ];
    case 'move':
      return [
        { pointer: step.from, purpose: 'write' },
        { pointer: step.path, purpose: 'add' },
      ];
    case 'test':
      return [{ pointer: step.path, purpose: 'read' }];
    default:
      return [{ pointer: step.path, purpose: 'write' }];
  }
}

const within = (step: Operation): Operation => ({
  ...step,
  path: `/value${step.path}`,
  ...('from' in step && { from: `/value${step.from}` }),
});

const sizeAt = (holder: object, pointer: string): number =>
  JSON.stringify(Pointer.fromJSON(pointer).get(holder))?.length ?? 0;
