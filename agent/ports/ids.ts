export interface Ids {
  /** A new UUID version 7: unique, and sorted by time so that indexes grow at one end. */
  next(): string;
}
