import Type from 'typebox';
import { Id, InstantMs, Strict } from '../scalars.ts';
import { compileValidator } from '../validate.ts';
import { OrderName } from './signed-order.ts';

/** An order that a sale has taken over, and until when it must be remembered */
const UsedOrder = Strict({ ...OrderName.properties, takenBy: Id, untilMs: InstantMs });
export type UsedOrder = Type.Static<typeof UsedOrder>;

const validate = compileValidator(Type.Array(UsedOrder));

/** What was remembered; nothing where the text is none of ours. */
export function readUsedOrders(text: string | undefined): UsedOrder[] {
  if (text === undefined) return [];
  try {
    const checked = validate(JSON.parse(text));
    return checked.ok ? checked.value : [];
  } catch {
    return [];
  }
}
