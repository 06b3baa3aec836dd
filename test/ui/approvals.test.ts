import { describe, expect, it } from 'vitest';
import { problemCodes, type ProblemCode } from '../../agent/contract/problem.ts';
import { ApiError } from '../../ui/client/api-failure.ts';
import { createApprovals, type ApprovalList } from '../../ui/state/approvals.ts';

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

  describe('of several cards', () => {
    const next = () => new Promise((resolve) => setTimeout(resolve));
    /** An agent that lets pass what the approval names, each card once. */
    function agentWith(named: ReadonlyMap<string, Set<string>>) {
      return async (card: string, overrideId?: string) => {
        await Promise.resolve();
        if (overrideId === undefined) throw refusal('right-missing', { right: 'card-issue', canApprove: true });
        if (named.get(overrideId)?.delete(card) !== true) throw refusal('override-invalid');
        return card;
      };
    }

    it('is asked for once, with all that are still to come', async () => {
      const approvals = createApprovals();
      const issue = agentWith(new Map([['o-1', new Set(['1', '2', '3'])]]));
      const left = ['1', '2', '3'];
      const list: ApprovalList = { left: () => left };
      const first = approvals.run('1', (overrideId) => issue('1', overrideId), list);
      await next();
      expect(approvals.wanted$.value).toMatchObject({ right: 'card-issue', subjects: ['1', '2', '3'] });
      expect(approvals.wanted$.value).not.toHaveProperty('subject');
      approvals.wanted$.value?.answer('o-1');
      await expect(first).resolves.toBe('1');
      for (const card of ['2', '3']) await expect(approvals.run(card, (overrideId) => issue(card, overrideId), list)).resolves.toBe(card);
      expect(approvals.wanted$.value).toBeUndefined();
    });

    it('is asked for again where it has run out, or has more than one approval takes', async () => {
      const approvals = createApprovals();
      const cards = Array.from({ length: 101 }, (_, index) => String(index));
      const issue = agentWith(new Map([['o-1', new Set(cards.slice(0, 100))], ['o-2', new Set(['100'])]]));
      const left = [...cards];
      const list: ApprovalList = { left: () => left };
      const asked: (readonly string[] | string | undefined)[] = [];
      approvals.wanted$.subscribe((wanted) => {
        if (wanted === undefined) return;
        asked.push(wanted.subjects ?? wanted.subject);
        queueMicrotask(() => wanted.answer(`o-${asked.length}`));
      });
      for (const card of cards) {
        await expect(approvals.run(card, (overrideId) => issue(card, overrideId), list)).resolves.toBe(card);
        left.shift();
      }
      expect(asked).toEqual([cards.slice(0, 100), '100']);
    });

    it('is for one card alone where the right is not one on cards', async () => {
      const approvals = createApprovals();
      const call = approvals.run('1', async (overrideId) => (overrideId === undefined ? Promise.reject(refusal('limit-reached')) : Promise.resolve('done')), { left: () => ['1', '2'] });
      await next();
      expect(approvals.wanted$.value).toMatchObject({ right: 'limit-override', subject: '1' });
      approvals.wanted$.value?.answer('o-1');
      await expect(call).resolves.toBe('done');
    });
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
