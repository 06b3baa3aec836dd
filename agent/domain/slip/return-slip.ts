import type { Bundle } from '../bundle/bundle.ts';
import type { ReturnCommitted } from '../operations/operation.ts';
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
