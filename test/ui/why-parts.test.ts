import { describe, expect, it } from 'vitest';
import type { TraceWords } from '../../agent/contract/words/trace-sentences.ts';
import { whyParts } from '../../ui/screens/sale/why/why-parts.ts';

type Promotion = TraceWords['promotions'][number]['promotion'];

function told(promotionId: string, verdict: Promotion['verdict'], more: Partial<Promotion> = {}): TraceWords['promotions'][number] {
  return { promotion: { promotionId, name: { ru: promotionId }, verdict, lineIds: [], discountMinor: 0, points: 0, reasons: [], ...more }, sentence: promotionId };
}
const words: TraceWords = {
  promotions: [
    told('bread-week', 'applied', { lineIds: ['1'], discountMinor: 100 }),
    told('gold-points', 'applied', { lineIds: ['1', '2'], points: 7 }),
    told('milk-card', 'lost', { reasons: [{ key: 'trace.lost.group', lineIds: ['2'] }] }),
    told('tea-price', 'no-room', { reasons: [{ key: 'trace.room.min-price', lineIds: ['1'] }] }),
    told('birthday', 'not-met', { reasons: [{ key: 'trace.condition.birthday-day' }] }),
    told('third-free', 'no-goods', { reasons: [{ key: 'trace.more.units' }] }),
  ],
  choices: [{ choice: { lineIds: ['2'], chosen: ['bread-week'], next: [], savesMinor: 5 }, sentence: 'saves 5' }],
  remarks: [{ remark: { key: 'trace.coupon.unknown' }, sentence: 'no such coupon' }],
};

describe('the reasons for a price', () => {
  it('of the whole receipt are all there are, by what they say', () => {
    expect(whyParts(words)).toEqual({ gave: ['bread-week'], earned: ['gold-points'], lost: ['milk-card', 'tea-price', 'saves 5'], missing: ['birthday', 'third-free'], remarks: ['no such coupon'] });
  });

  it('of one line are those that name it and those that name none', () => {
    expect(whyParts(words, '1')).toEqual({ gave: ['bread-week'], earned: ['gold-points'], lost: ['tea-price'], missing: ['birthday', 'third-free'], remarks: [] });
    expect(whyParts(words, '2')).toEqual({ gave: [], earned: ['gold-points'], lost: ['milk-card', 'saves 5'], missing: ['birthday', 'third-free'], remarks: [] });
  });
});
