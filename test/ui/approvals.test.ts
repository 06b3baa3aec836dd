import { describe, expect, it } from 'vitest';
import { problemCodes, type ProblemCode } from '../../agent/contract/problem.ts';
import { ApiError } from '../../ui/client/api-failure.ts';
import { createApprovals } from '../../ui/state/approvals.ts';

function refusal(code: ProblemCode, facts: object = {}): ApiError {
  const { status, title } = problemCodes[code];
  return new ApiError({ kind: 'problem', problem: { type: 'about:blank', title, status, code, detail: title, ...facts } });
}
const blockRefused = refusal('right-missing', { right: 'card-block', canApprove: true });

describe('the approval of a second person', () => {
  it('is asked for where the agent says that it would help, and goes with the second try', async () => {
    const approvals = createApprovals();
    const tries: (string | undefined)[] = [];
    const answer = approvals.run('2900770100017', async (overrideId) => {
      tries.push(overrideId);
      if (overrideId === undefined) throw blockRefused;
      return 'blocked';
    });
    await Promise.resolve();
    await Promise.resolve();
    expect(approvals.wanted$.value).toMatchObject({ right: 'card-block', subject: '2900770100017' });
    approvals.wanted$.value?.answer('o-1');
    await expect(answer).resolves.toBe('blocked');
    expect(tries).toEqual([undefined, 'o-1']);
    expect(approvals.wanted$.value).toBeUndefined();
  });

  it('lends the right to go beyond a limit', async () => {
    const approvals = createApprovals();
    const answer = approvals.run(undefined, (overrideId) => (overrideId === undefined ? Promise.reject(refusal('limit-reached')) : Promise.resolve(overrideId)));
    await new Promise((resolve) => setTimeout(resolve));
    expect(approvals.wanted$.value?.right).toBe('limit-override');
    approvals.wanted$.value?.answer('o-2');
    await expect(answer).resolves.toBe('o-2');
  });

  it('that nobody gives leaves the first refusal', async () => {
    const approvals = createApprovals();
    const answer = approvals.run(undefined, () => Promise.reject(blockRefused));
    await new Promise((resolve) => setTimeout(resolve));
    approvals.wanted$.value?.answer(undefined);
    await expect(answer).rejects.toBe(blockRefused);
  });

  it.each([
    ['a right that cannot be had here', refusal('right-missing', { right: 'drill', canApprove: false })],
    ['any other refusal', refusal('card-unknown')],
    ['a connection that broke', new ApiError({ kind: 'unreachable' })],
    ['a mistake of ours', new TypeError('x')],
  ])('is not asked for after %s', async (_name, error) => {
    const approvals = createApprovals();
    await expect(approvals.run(undefined, () => Promise.reject(error))).rejects.toBe(error);
    expect(approvals.wanted$.value).toBeUndefined();
  });

  it('that was asked for first is given up when somebody asks again', async () => {
    const approvals = createApprovals();
    const first = approvals.run('first', () => Promise.reject(blockRefused));
    await new Promise((resolve) => setTimeout(resolve));
    const second = approvals.run('second', (overrideId) => (overrideId === undefined ? Promise.reject(blockRefused) : Promise.resolve(overrideId)));
    await expect(first).rejects.toBe(blockRefused);
    await new Promise((resolve) => setTimeout(resolve));
    expect(approvals.wanted$.value?.subject).toBe('second');
    approvals.wanted$.value?.answer('o-3');
    await expect(second).resolves.toBe('o-3');
  });
});
