import { describe, expect, it } from 'vitest';
import { CancelRequest, CommitRequest, RedemptionRequest, ReturnCommitRequest, ReturnRequest, SaleRequest } from '../../agent/contract/sale.ts';
import { compileValidator } from '../../agent/domain/validate.ts';
import type Type from 'typebox';

const receipt = { number: '000123' };

/** The place of the first thing that is wrong; undefined where nothing is. */
function wrongAt(schema: Type.TSchema, body: object): string | undefined {
  const checked = compileValidator(schema)(body);
  return checked.ok ? undefined : checked.invalid.path;
}

describe('requests about sales and returns', () => {
  it.each<[string, Type.TSchema, object]>([
    ['a PUT', SaleRequest, { baseRevision: 1e300, lines: [] }],
    ['a redemption', RedemptionRequest, { revision: 1e300, points: 1 }],
    ['a commit', CommitRequest, { revision: 1e300, receipt, lines: [] }],
    ['a cancel', CancelRequest, { revision: 1e300 }],
    ['a quote', ReturnRequest, { baseRevision: 1e300, saleId: 'sale-1' }],
    ["a return's commit", ReturnCommitRequest, { revision: 1e300, receipt }],
  ])('are refused where %s names a revision that no file could keep', (_what, schema, body) => {
    expect(wrongAt(schema, body)).toMatch(/^\/(baseRevision|revision)$/u);
  });
});
