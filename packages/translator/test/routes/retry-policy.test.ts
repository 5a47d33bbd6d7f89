import { expect } from 'chai';
import { retryPolicy } from '../../src/routes/action/retry-policy.js';

describe('a retry policy', () => {
  const conditions: [string, string, number[] | undefined][] = [
    ['reset, connect-failure', 'reset,connect-failure', undefined],
    ['5xx,503', '5xx,retriable-status-codes', [503]],
    ['503,retriable-status-codes,429', 'retriable-status-codes', [503, 429]],
    // Envoy passes over what is empty.
    ['503', ',retriable-status-codes', [503]],
    // No status at all, so a condition; Envoy does not know it.
    ['599', '599', undefined],
  ];
  for (const [written, words, codes] of conditions) {
    it(`on ${written} tries again on ${words}`, () => {
      const policy = retryPolicy({ attempts: 1, retryOn: written }, false);
      expect([policy?.retry_on, policy?.retriable_status_codes]).to.deep.equal([words, codes]);
    });
  }

  it('without attempts switches retries off', () => {
    expect(retryPolicy({}, false)).to.equal(undefined);
    expect(retryPolicy({ attempts: 0, perTryTimeout: '1s' }, false)).to.equal(undefined);
  });

  it('that nobody wrote tries twice', () => {
    expect(retryPolicy(undefined, false)).to.include({
      num_retries: 2,
      host_selection_retry_max_attempts: 5,
    });
  });

  it('goes to another host, but not with a hash, unless it says so', () => {
    const elsewhere = (ignorePrevious: boolean | undefined, hashed: boolean) => {
      const retries = {
        attempts: 1,
        ...(ignorePrevious === undefined ? {} : { retryIgnorePreviousHosts: ignorePrevious }),
      };
      return retryPolicy(retries, hashed)?.retry_host_predicate !== undefined;
    };
    expect([elsewhere(undefined, false), elsewhere(undefined, true)]).to.deep.equal([true, false]);
    expect([elsewhere(false, false), elsewhere(true, true)]).to.deep.equal([false, true]);
    expect(retryPolicy(undefined, true)).to.not.have.property('retry_host_predicate');
  });

  it('keeps zeros that are written', () => {
    const policy = retryPolicy({ attempts: 1, perTryTimeout: '0s', backoff: '25ms' }, false);
    expect(policy).to.deep.include({ per_try_timeout: '0s', retry_back_off: { base_interval: '0.025s' } });
  });
});
