import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { safeRepairs, type Unsettled } from '../../../agent/domain/operations/safe-repairs.ts';

const page = readFileSync(new URL('../../../docs/desk.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| (`[a-z-]+`|any other) \| (waiting|parked|quarantined) \| (`[a-z-]+`|any other) \| ([a-z, -]*)\|$/gmu)]
  .map(([, kind, state, reason, repairs]) => ({ kind: bare(kind), state: state as Unsettled['state'], reason: bare(reason), repairs: repairs?.trim() ?? '' }));

function bare(cell = ''): string {
  return cell === 'any other' ? 'something-else' : cell.replaceAll('`', '');
}

it('the table of docs/desk.md is there', () => {
  expect(rows.length).toBeGreaterThan(15);
});

it.each(rows)('$kind, $state for $reason: $repairs', ({ kind, state, reason, repairs }) => {
  expect(safeRepairs({ kind, state, reason, pointsSpent: 0 }).join(', ')).toBe(repairs);
});

it('points that a sale spent are never taken from another account', () => {
  expect(safeRepairs({ kind: 'sale-committed', state: 'parked', reason: 'account-unknown', pointsSpent: 1 })).toEqual(['send-again', 'void']);
});
