/**
 * Codes that our own tills print begin so, and are told from all others by it alone: what follows is read by whoever made them.
 * Capitals, digits and the colon make small QR codes.
 */
export const returnCodePrefix = 'LTR1:';
export const claimCodePrefix = 'LTC1:';

export function ownCodeKind(text: string): 'return-code' | 'claim-code' | undefined {
  if (text.startsWith(returnCodePrefix)) return 'return-code';
  return text.startsWith(claimCodePrefix) ? 'claim-code' : undefined;
}
