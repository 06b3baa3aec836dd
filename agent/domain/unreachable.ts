/** For the end of a switch over a closed vocabulary: the compiler proves that nothing gets here, and what gets here all the same must not pass in silence. */
export function unreachable(value: never): never {
  throw new TypeError(`not in the vocabulary: ${JSON.stringify(value)}`);
}
