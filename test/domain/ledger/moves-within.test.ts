import { describe, expect, test } from 'vitest';
import { movesWithin } from '../../../agent/domain/ledger/moves-within.ts';
import type { LotMove } from '../../../agent/domain/operations/operation.ts';

const given = (points: number): LotMove => ({ lotId: 'lot', bucket: 'available', points });
const pending = (points: number): LotMove => ({ lotId: 'lot', bucket: 'pending', points: -points });
const taken = (points: number): LotMove => ({ lotId: 'lot', bucket: 'available', points: -points });

describe('the moves of a return within what may be booked', () => {
  test.each<[string, LotMove[], { givenBack: number; pending: number; ready: number }, number[]]>([
    ['all where there is room', [given(5), pending(3), taken(2)], { givenBack: 5, pending: 3, ready: 2 }, [5, -3, -2]],
    ['the first first, until the room of its side is used up', [given(4), given(4), given(4)], { givenBack: 6, pending: 0, ready: 0 }, [4, 2, 0]],
    ['each side by itself', [pending(4), taken(4), pending(4), taken(4)], { givenBack: 0, pending: 5, ready: 7 }, [-4, -4, -1, -3]],
    ['nothing where there is no room', [given(1), pending(1), taken(1)], { givenBack: 0, pending: 0, ready: 0 }, [0, 0, 0]],
  ])('%s', (_, moves, limit, points) => {
    const within = movesWithin(moves, limit);
    expect(within.map((move) => move.points)).toEqual(points);
    expect(within.map(({ bucket }) => bucket)).toEqual(moves.map(({ bucket }) => bucket));
  });
});
