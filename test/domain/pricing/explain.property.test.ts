import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { reasonValues } from '../../../agent/domain/pricing/reasons.ts';
import { Trace, type Reason } from '../../../agent/domain/pricing/trace.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { anySmallSale } from '../kit/any-small-sale.ts';
import { compiledFrom } from '../kit/compiled-from.ts';

const runs = { numRuns: 300 };
const anySale = anySmallSale();

test('explaining changes nothing but the trace', () => {
  fc.assert(fc.property(anySale, ({ bundle, input }) => {
    const compiled = compiledFrom(bundle);
    const plain = canonicalJson(price(compiled, input));
    const { trace, ...rest } = price(compiled, { ...input, explain: true });
    expect(trace).toBeDefined();
    expect(canonicalJson(rest)).toBe(plain);
    expect(canonicalJson(price(compiled, input))).toBe(plain);
  }), runs);
});

test('every promotion that gave something is applied in the trace with the same amounts, first and in the same order', () => {
  fc.assert(fc.property(anySale, ({ bundle, input }) => {
    const { promotions, lines, trace } = price(compiledFrom(bundle), { ...input, explain: true });
    const told = trace?.promotions ?? [];
    const ids = [...new Set(promotions.map(({ promotionId }) => promotionId))];
    const given = ids.map((id) => promotions.filter(({ promotionId }) => promotionId === id));
    expect(told.slice(0, ids.length).map(({ promotionId, verdict, discountMinor, points }) => ({ promotionId, verdict, discountMinor, points }))).toEqual(
      given.map((its, place) => ({ promotionId: ids[place], verdict: 'applied', discountMinor: its.reduce((sum, one) => sum + one.discountMinor, 0), points: its.reduce((sum, one) => sum + one.points, 0) })),
    );
    expect(new Set(told.map(({ promotionId }) => promotionId)).size).toBe(told.length);
    for (const { promotionId, lineIds, discountMinor } of told) {
      if (discountMinor === 0) continue;
      expect(lineIds).toEqual(lines.filter(({ discounts }) => discounts.some((one) => one.promotionId === promotionId)).map(({ lineId }) => lineId));
    }
  }), runs);
});

test('a trace has the described form, each reason is a known one with exactly its values, and nobody is left without a reason', () => {
  const validate = compileValidator(Trace);
  fc.assert(fc.property(anySale, ({ bundle, input }) => {
    const { trace } = price(compiledFrom(bundle), { ...input, explain: true });
    expect(validate(trace)).toMatchObject({ ok: true });
    const told = trace?.promotions ?? [];
    expect(told.filter(({ verdict, reasons }) => verdict !== 'applied' && reasons.length === 0)).toEqual([]);
    const all = [...told.flatMap(({ reasons }) => reasons), ...(trace?.remarks ?? [])];
    for (const one of all.flatMap(allOf)) expect(Object.keys(one.values ?? {})).toEqual(valuesOf(one.key));
  }), runs);
});

function allOf(reason: Reason): Reason[] {
  return [reason, ...(reason.of ?? []).flatMap(allOf)];
}

function valuesOf(key: string): readonly string[] | undefined {
  return new Map<string, readonly string[]>(Object.entries(reasonValues)).get(key.replace('trace.', ''));
}
