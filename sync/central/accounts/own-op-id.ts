/** Ids of the centre's own postings: `<kind>:<what it is about>`. An operation of a till under one of them would keep the centre from booking its own. */
const ownKinds = ['opening', 'import', 'hold', 'hold-end', 'mature', 'mature-at', 'expire', 'expire-at', 'pending-back', 'claim-back', 'birthday', 'event', 'lease', 'lease-end', 'accept', 'merge'] as const;
const ownOpId = new RegExp(`^(${ownKinds.join('|')}):`);

export function isOwnOpId(opId: string): boolean {
  return ownOpId.test(opId);
}
