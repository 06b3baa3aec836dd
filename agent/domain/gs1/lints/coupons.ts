import type { Lint } from '../lint.ts';
import { couponLint, type CouponReader } from './coupon-reader.ts';
import { yymmdd } from './dates.ts';

/** GS1 North American coupon, AI 8110: fields of told lengths, then optional ones that begin with their number. */
export const couponcode: Lint = couponLint((reader, refuse) => {
  reader.counted({ name: 'gcp', allowed: '0123456', base: 6 });
  reader.take(6, 'truncated-offer-code');
  reader.counted({ name: 'save-value', allowed: '12345', base: 0 });
  readRequirement(reader, '1st');
  if (reader.takesTag('1')) {
    reader.digit('0123', 'missing-additional-purchase-rules-code', 'invalid-additional-purchase-rules-code');
    readFurtherPurchase(reader, '2nd');
  }
  if (reader.takesTag('2')) readFurtherPurchase(reader, '3rd');
  // GS1 spells it so.
  const expires = reader.takesTag('3') ? readDate(reader, 'expiration-date', 'invalid-exipiration-date', refuse) : undefined;
  const starts = reader.takesTag('4') ? readDate(reader, 'start-date', 'invalid-start-date', refuse) : undefined;
  if (expires !== undefined && starts !== undefined && expires < starts) refuse('expiration-before-start');
  if (reader.takesTag('5')) reader.counted({ name: 'serial-number', allowed: '0123456789', base: 6 });
  if (reader.takesTag('6')) reader.counted({ name: 'retailer-gcp-or-gln', allowed: '1234567', base: 6 });
  if (reader.takesTag('9')) {
    reader.digit('01256', 'missing-save-value-code', 'invalid-save-value-code');
    reader.digit('012', 'missing-save-value-applies-to-item', 'invalid-save-value-applies-to-item');
    reader.take(1, 'missing-store-coupon-flag');
    reader.digit('01', 'missing-dont-multiply-flag', 'invalid-dont-multiply-flag');
  }
  reader.end();
});

/** GS1 positive offer file, AI 8112. */
export const couponposoffer: Lint = couponLint((reader) => {
  reader.digit('01', 'missing-format-code', 'invalid-format-code');
  reader.counted({ name: 'funder', allowed: '0123456', base: 6 });
  reader.take(6, 'truncated-offer-code');
  reader.counted({ name: 'serial-number', allowed: '0123456789', base: 6 });
  reader.end();
});

function readRequirement(reader: CouponReader, which: '1st' | '2nd' | '3rd'): void {
  reader.counted({ name: `${which}-purchase-requirement`, allowed: '12345', base: 0 });
  reader.digit('012349', `missing-${which}-purchase-requirement-code`, `invalid-${which}-purchase-requirement-code`);
  reader.take(3, `truncated-${which}-purchase-family-code`);
}

function readFurtherPurchase(reader: CouponReader, which: '2nd' | '3rd'): void {
  readRequirement(reader, which);
  reader.counted({ name: `${which}-purchase-gcp`, allowed: '01234569', base: 6, isNone: '9' });
}

function readDate(reader: CouponReader, name: string, invalid: string, refuse: (fault: string) => never): string {
  const date = reader.take(6, `too-short-for-${name}`);
  return yymmdd(date) === undefined ? date : refuse(invalid);
}
