import Type from 'typebox';

/** `application/problem+json` (RFC 9457) with a stable `code`. Further members are named by the code's line in docs/integration.md. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  /** One sentence for people: what happened, and what to do */
  detail: Type.String(),
  /** JSON pointer to the offending part of the request */
  path: Type.Optional(Type.String()),
});
export type Problem = Type.Static<typeof Problem>;

/** Every code that the local API answers, with its HTTP status and title. */
export const problemCodes = {
  'bad-json': { status: 400, title: 'The body is not JSON' },
  'bad-request': { status: 400, title: 'The request does not have the described form' },
  'idempotency-key-required': { status: 400, title: 'The Idempotency-Key header is missing' },
  'unauthorized': { status: 401, title: 'No valid token' },
  'origin-refused': { status: 403, title: 'This Origin or Host may not call the agent' },
  'not-found': { status: 404, title: 'There is no such resource' },
  'sale-unknown': { status: 404, title: 'There is no such sale at this till' },
  'card-unknown': { status: 404, title: 'Nobody here knows this card' },
  'account-unknown': { status: 404, title: 'Nobody here knows this customer' },
  'return-unknown': { status: 404, title: 'There is no such return at this till' },
  'sale-revised': { status: 409, title: 'Another client has revised this sale' },
  'return-revised': { status: 409, title: 'Another client has revised this return' },
  'sale-closed': { status: 409, title: 'The sale is finished' },
  'return-closed': { status: 409, title: 'The return is finished' },
  'sale-not-committed': { status: 409, title: 'The sale is not finished, so nothing can be returned' },
  'return-exceeds-sale': { status: 409, title: 'More is returned than was sold' },
  'card-state-wrong': { status: 409, title: 'The card does not stand so that this could be done' },
  'card-taken': { status: 409, title: "This card is somebody's already" },
  'card-other-account': { status: 409, title: 'The card belongs to another customer' },
  'block-unknown': { status: 409, title: 'The card has no such block' },
  'registration-required': { status: 409, title: 'The customer must be registered first' },
  'redemption-taken': { status: 409, title: 'Points are already set aside for this sale' },
  'redemption-refused': { status: 409, title: 'The points may not be spent' },
  'body-too-large': { status: 413, title: 'The body is over the limit' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'idempotency-key-reused': { status: 422, title: 'This key was used for another request' },
  'card-number-wrong': { status: 422, title: 'This is no card number of the programme' },
  'pack-too-large': { status: 422, title: 'The pack has too many cards' },
  'pack-not-consecutive': { status: 422, title: 'The pack is not one row of numbers' },
  'too-many-lines': { status: 422, title: 'The basket has too many lines' },
  'duplicate-line': { status: 422, title: 'Two lines have the same lineId' },
  'line-unknown': { status: 422, title: 'The sale has no such line' },
  'quantity-not-whole': { status: 422, title: 'This good is sold in whole pieces' },
  'amount-too-large': { status: 422, title: 'The amount is beyond what can be computed exactly' },
  'external-unknown': { status: 422, title: 'The programme knows no such external programme' },
  'order-unsigned': { status: 422, title: 'Discounts of an order come only with the signed order' },
  'order-signature-wrong': { status: 422, title: 'The order is not signed by the centre of this till' },
  'order-expired': { status: 422, title: 'The order is too old to be taken over' },
  'order-differs': { status: 422, title: 'The signed order has no such line' },
  'ordered-exceeds-line': { status: 422, title: 'The discounts of the order exceed its line' },
  'internal': { status: 500, title: 'The agent made a mistake' },
  'not-ready': { status: 503, title: 'The agent has no programme yet' },
  'number-pool-empty': { status: 503, title: 'This till has no numbers for virtual cards left' },
  'redemption-offline': { status: 503, title: 'The centre is out of reach, so points cannot be spent now' },
  'journal-unavailable': { status: 503, title: 'The journal cannot be written' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof problemCodes;
