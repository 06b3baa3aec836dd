import type { Bundle } from '../bundle/bundle.ts';
import type { BlindReturnCommitted } from '../operations/blind-return.ts';
import type { ReturnCommitted } from '../operations/operation.ts';
import { customerValues } from './account-slip.ts';
import { placeAndTime } from './place-and-time.ts';
import { moneyText, pointsText, type SlipUnits } from './slip-words.ts';
import type { Printed, SlipData } from './slip-vocabulary.ts';

/** What a finished return says to its customer, but for the balance. */
export function returnSlip(bundle: Bundle, units: SlipUnits, returned: ReturnCommitted): SlipData {
  const { result } = returned;
  const points = (name: 'givenBack' | 'takenBack' | 'shortfall', count = 0): Partial<Record<typeof name, Printed>> => (count > 0 ? { [name]: pointsText(units, count) } : {});
  return {
    values: {
      ...placeAndTime(bundle, units.language, returned),
      receipt: { text: returned.receipt.number },
      refund: moneyText(units, result.refundMinor),
      ...points('givenBack', result.pointsGivenBack),
      ...points('takenBack', result.pointsTakenBack),
      ...points('shortfall', result.pointsShortfall),
    },
    lists: {},
  };
}

/** The same of goods that came back without a receipt: it says why, since no purchase can be shown for it. */
export function blindReturnSlip(bundle: Bundle, units: SlipUnits, returned: BlindReturnCommitted): SlipData {
  const { customer, pointsTakenBack, pointsDue } = returned;
  const shortfall = pointsDue - pointsTakenBack;
  return {
    values: {
      ...placeAndTime(bundle, units.language, returned),
      ...(customer === undefined ? {} : customerValues(bundle, units, { ...customer, cardNumber: customer.card.number })),
      receipt: { text: returned.receipt.number },
      refund: moneyText(units, returned.refundMinor),
      reason: { text: returned.reason },
      ...(pointsTakenBack > 0 ? { takenBack: pointsText(units, pointsTakenBack) } : {}),
      ...(shortfall > 0 ? { shortfall: pointsText(units, shortfall) } : {}),
    },
    lists: {},
  };
}
