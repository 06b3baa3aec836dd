import { claimCodePrefix } from '../claims/claim-code.ts';
import { codePrefix as returnCodePrefix } from '../returns/slip/return-code.ts';


/** Codes that our own tills print are told from all others by their beginning alone: what follows is read by whoever made them. */
export function ownCodeKind(text: string): 'return-code' | 'claim-code' | undefined {
  if (text.startsWith(returnCodePrefix)) return 'return-code';
  return text.startsWith(claimCodePrefix) ? 'claim-code' : undefined;
}
