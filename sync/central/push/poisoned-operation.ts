/** Booking this one operation failed by a mistake of the centre's own, whatever else is in the batch. The transaction is of no use any more. */
export class PoisonedOperation extends Error {
  override readonly name = 'PoisonedOperation';
  readonly opId: string;
  constructor(opId: string, cause: unknown) {
    super(`operation ${opId} cannot be booked: ${String(cause)}`, { cause });
    this.opId = opId;
  }
}
