import type Type from 'typebox';
import { usesReader } from '../remembered-uses.ts';
import { Id, InstantMs, Strict } from '../scalars.ts';
import { QrProof } from './dynamic-qr.ts';

/** A code that a sale has used, and until when it must be remembered */
const UsedCode = Strict({ ...QrProof.properties, saleId: Id, untilMs: InstantMs });
export type UsedCode = Type.Static<typeof UsedCode>;

/** What was remembered; nothing where the text is none of ours. */
export const readUsedCodes = usesReader(UsedCode);
