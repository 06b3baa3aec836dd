import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { OperationBody } from '../../agent/domain/operations/operation.ts';
import en from '../../resources/locales/en.json' with { type: 'json' };

const folder = new URL('../../sync/central/push/', import.meta.url);
const words: Record<string, Record<string, string>> = en.journal;

it('every kind of operation is called something at the desk', () => {
  const kinds = OperationBody.anyOf.map(({ properties }) => properties.kind.const);
  expect(kinds.filter((kind) => words['what']?.[kind] === undefined)).toEqual([]);
});

it('every reason for which the centre parks or keeps waiting has words', () => {
  const source = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  const reasons = [...source.matchAll(/verdict: '(?:parked|waiting)'[^}]*?reason: '([a-z-]+)'|parked\('([a-z-]+)'\)|^ {4}reason: '([a-z-]+)',$/gmu)].map(([, one, other, third]) => one ?? other ?? third ?? '');
  expect(reasons.length).toBeGreaterThan(20);
  expect(reasons).toEqual(expect.arrayContaining(['qr-replayed', 'order-repeated']));
  expect([...new Set(reasons)].filter((reason) => words['why']?.[reason] === undefined)).toEqual([]);
});
