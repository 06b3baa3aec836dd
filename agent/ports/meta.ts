/** Small facts that the till must not forget (the cache's generation, trusted time). `set` is durable when it returns and throws `JournalFault` where it cannot be. */
export interface Meta {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
}
