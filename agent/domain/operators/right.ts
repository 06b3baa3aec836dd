import Type from 'typebox';

/** What somebody may do at a till. Each call of the local API needs one of them (DESIGN §8); which role has which is data of the chain. */
export const rights = [
  'sale', 'redeem', 'identify', 'customer-look-up', 'cancel-finished-sale', 'limit-override', 'identity-override',
  'return', 'return-by-slip', 'return-blind',
  'card-issue', 'card-activate', 'card-bind', 'card-replace', 'card-block', 'card-unblock',
  'customer-register', 'customer-change', 'favourite', 'points-adjust', 'points-claim',
  'journal-read', 'journal-resolve', 'report', 'reconcile', 'drill', 'devices', 'diagnostics',
] as const;
export type Right = (typeof rights)[number];
type LiteralsOf<Names extends readonly string[]> = { -readonly [Index in keyof Names]: Type.TLiteral<Names[Index]> };
export const Right = Type.Union(rights.map((right) => Type.Literal(right)) as LiteralsOf<typeof rights>);
