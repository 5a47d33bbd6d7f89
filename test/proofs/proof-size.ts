/** `XDSIM_PROOFS=full`, as `npm run proofs` sets it, is everything; without it less of the same, for each change of the code. */
export const isFull = process.env['XDSIM_PROOFS'] === 'full';

/** How much a proof does. */
export const proofSize = isFull
  ? { changes: 200, kills: 10, pauses: 5, swaps: 5, services: 500 }
  : { changes: 40, kills: 2, pauses: 1, swaps: 1, services: 100 };
