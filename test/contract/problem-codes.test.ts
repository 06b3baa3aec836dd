import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { problemCodes } from '../../agent/contract/problem.ts';

it('every problem code stands in docs/integration.md with its status and title, in the order of the contract', () => {
  const page = readFileSync(new URL('../../docs/integration.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\d+) \| ([^|]+) \|/gmu)].map(([, code, status, title]) => [code, Number(status), title]);
  expect(rows).toEqual(Object.entries(problemCodes).map(([code, { status, title }]) => [code, status, title]));
});
