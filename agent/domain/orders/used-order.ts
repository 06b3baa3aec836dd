import type Type from 'typebox';
import { usesReader } from '../remembered-uses.ts';
import { Id, InstantMs, Strict } from '../scalars.ts';
import { OrderName } from './signed-order.ts';

/** An order that a sale has taken over, and until when it must be remembered */
const UsedOrder = Strict({ ...OrderName.properties, takenBy: Id, untilMs: InstantMs });
export type UsedOrder = Type.Static<typeof UsedOrder>;

/** What was remembered; nothing where the text is none of ours. */
export const readUsedOrders = usesReader(UsedOrder);
