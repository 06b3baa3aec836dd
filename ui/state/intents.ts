/**
 * Keys of calls that may be sent again. The same request is the same intent until it has succeeded, so a retry after a lost
 * answer counts once; another request, or the same one after that, is another intent.
 */
export interface Intents {
  keyOf(request: unknown): string;
  /** The intent is done: the same request again is meant anew */
  settle(): void;
}

export function createIntents(newId: () => string): Intents {
  let current: { text: string; key: string } | undefined;
  return {
    keyOf(request) {
      const text = JSON.stringify(request);
      if (current?.text !== text) current = { text, key: newId() };
      return current.key;
    },
    settle() {
      current = undefined;
    },
  };
}
