import { expect, it } from 'vitest';
import { messagesOnScreen } from '../../ui/screens/sale/messages-on-screen.ts';

it('messages for the slip are not shown, those for people are, in their order', () => {
  const of = (to: 'cashier' | 'customer' | 'slip') => ({ promotionId: `for-${to}`, to, text: { ru: to } });
  expect(messagesOnScreen([of('slip'), of('customer'), of('cashier'), of('slip')])).toEqual([of('customer'), of('cashier')]);
  expect(messagesOnScreen([of('slip')])).toEqual([]);
});
