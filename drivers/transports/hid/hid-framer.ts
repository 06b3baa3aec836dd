import { createHidPosFramer } from './hid-pos-framer.ts';
import { layoutsOf } from './hid-pos-layout.ts';
import { createHidStripeFramer } from './hid-stripe-framer.ts';
import { stripeLayoutsOf } from './hid-stripe-layout.ts';
import type { Framer, FramerLimits } from '../../framers/framer.ts';

/** By what the device says of itself: a reader of stripes, or a scanner; what says nothing is a scanner. */
export function createHidFramer(descriptor: Uint8Array | undefined, limits: FramerLimits): Framer {
  const stripes = descriptor === undefined ? [] : stripeLayoutsOf(descriptor);
  return stripes.length > 0 ? createHidStripeFramer(stripes) : createHidPosFramer(descriptor === undefined ? [] : layoutsOf(descriptor), limits);
}
