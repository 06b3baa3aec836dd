/**
 * Every `code` that the centre answers as `application/problem+json`, with its HTTP status and title. Codes are stable.
 * Further members: `journal-gap` carries `expected` (the seq that the centre waits for), `till-revoked` the members of a `SignedRevocation`.
 */
export const centralProblems = {
  'bad-json': { status: 400, title: 'The body is not JSON' },
  'bad-request': { status: 400, title: 'The request does not have the described form' },
  'unauthorized': { status: 401, title: 'No valid token' },
  'bad-signature': { status: 403, title: "The batch is not signed by this till's key" },
  'enrolment-code-wrong': { status: 403, title: 'This enrolment code is not known' },
  'enrolment-code-used': { status: 403, title: 'This enrolment code was used already' },
  'enrolment-code-expired': { status: 403, title: 'This enrolment code has expired' },
  'journal-of-another-till': { status: 403, title: 'This journal belongs to another till' },
  'till-revoked': { status: 403, title: 'This enrolment of the till was revoked' },
  'not-found': { status: 404, title: 'There is no such resource' },
  'journal-gap': { status: 409, title: 'Operations before these are missing' },
  'epoch-changed': { status: 409, title: 'The centre has begun a new epoch: take a new snapshot' },
  'serial-not-higher': { status: 409, title: 'A bundle with this serial or a higher one is in force' },
  'hold-differs': { status: 409, title: 'This hold exists with other content' },
  'merge-decided': { status: 409, title: 'This proposal was decided otherwise' },
  'merge-impossible': { status: 409, title: 'These accounts cannot become one' },
  'till-quarantined': { status: 409, title: 'The journal of this till has two branches' },
  'body-too-large': { status: 413, title: 'The body is over the limit' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'chain-broken': { status: 422, title: 'The operations do not follow one another' },
  'hash-mismatch': { status: 422, title: 'An operation does not have the hash that it states' },
  'operation-id-reused': { status: 422, title: 'An operation id was used before' },
  'public-key-invalid': { status: 422, title: 'This is no Ed25519 public key' },
  'bundle-invalid': { status: 422, title: 'The bundle is refused' },
  'unknown-kind': { status: 422, title: 'The bundle has a kind that this centre does not know' },
  'golden-receipt-differs': { status: 422, title: 'A golden receipt gives another result here' },
  'programme-differs': { status: 422, title: 'The bundle is for another programme' },
  'internal': { status: 500, title: 'The centre made a mistake' },
  'closing': { status: 503, title: 'The centre is stopping' },
  'database-unavailable': { status: 503, title: 'The database of the centre is away' },
  'snapshot-not-ready': { status: 503, title: 'The snapshot is still being made' },
  'no-bundle': { status: 503, title: 'The centre has no programme yet' },
} as const satisfies Record<string, { status: number; title: string }>;
export type CentralProblemCode = keyof typeof centralProblems;
