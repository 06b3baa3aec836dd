/** The words that the lists of promotions are written in. */
import type { Condition, GoodsSelector, Promotion } from '../../../agent/domain/promotions/promotion.ts';
import type { Localized } from '../../../agent/domain/scalars.ts';

/** The sku of the good with this Russian name. Throws where there is none. */
export type SkuOf = (russianName: string) => string;
/** A promotion without its group and its priority, which its list and its place in it say. */
export type Listed = Omit<Promotion, 'groupId' | 'priority'>;

export const tenge = (amount: number): number => amount * 100;
export const percent = (share: number): number => share * 100;
export const text = (ru: string, kk: string, en: string): Required<Localized> => ({ ru, kk, en });

const years: Condition = { kind: 'period', from: '2026-01-01', to: '2030-12-31' };
/** While the programme runs, and all of these. */
export const when = (...of: Condition[]): Condition => ({ kind: 'all', of: [years, ...of] });
export const card: Condition = { kind: 'card' };
export const hours = (from: number, to: number): Condition => ({ kind: 'hours', fromMinute: from * 60, toMinute: to * 60 });
export const segment = (...segments: string[]): Condition => ({ kind: 'segment', segments });
/** Before any discount. */
export const sumOf = (goods: GoodsSelector, fromTenge: number): Condition => ({ kind: 'basket-sum', goods, of: 'gross', minMinor: tenge(fromTenge) });
export const ordered: Condition = { kind: 'channel', channels: ['app', 'web'] };

export const everything: GoodsSelector = { kind: 'all' };
export const category = (...categoryIds: string[]): GoodsSelector => ({ kind: 'category', categoryIds });
export const brand = (...brands: string[]): GoodsSelector => ({ kind: 'brand', brands });
export const both = (...of: GoodsSelector[]): GoodsSelector => ({ kind: 'every', of });
/** All but what the state regulates, and services. */
export const ordinary: GoodsSelector = { kind: 'except', from: everything, without: category('alcohol', 'tobacco', 'infant-formula', 'services') };
