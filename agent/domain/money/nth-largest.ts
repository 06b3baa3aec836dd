/** The `rank`-th largest value (1: the largest), by Hoare's selection: what is larger or smaller is never put in order. Reorders `values`, which must have so many. */
export function nthLargest(values: number[], rank: number): number {
  const place = rank - 1;
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = at(values, (from + to) >> 1);
    let left = from;
    let right = to;
    while (left <= right) {
      while (at(values, left) > pivot) left += 1;
      while (at(values, right) < pivot) right -= 1;
      if (left > right) break;
      const value = at(values, left);
      values[left] = at(values, right);
      values[right] = value;
      left += 1;
      right -= 1;
    }
    if (place <= right) to = right;
    else if (place >= left) from = left;
    else break;
  }
  return at(values, place);
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`there is no value ${index} among ${values.length}`);
  return value;
}
