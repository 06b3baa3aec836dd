export interface StepPoint {
  atMs: number;
  value: number;
}

export interface Picture {
  fromMs: number;
  toMs: number;
  width: number;
  height: number;
}

/** Values over time as the points of a polyline: each holds until the next. `most` is the greatest of them, at the upper edge. What lies outside of the picture is drawn at its edge. */
export function stepLine(points: readonly StepPoint[], { fromMs, toMs, width, height }: Picture): { line: string; most: number } {
  const most = points.reduce((greatest, { value }) => Math.max(greatest, value), 0);
  const xOf = (atMs: number) => Math.round((Math.min(Math.max(atMs, fromMs), toMs) - fromMs) / Math.max(1, toMs - fromMs) * width);
  const yOf = (value: number) => height - 2 - Math.round(value / Math.max(1, most) * (height - 4));
  const places = points.flatMap(({ atMs, value }, index) => {
    const before = points[index - 1];
    return [...(before === undefined ? [] : [`${xOf(atMs)},${yOf(before.value)}`]), `${xOf(atMs)},${yOf(value)}`];
  });
  const last = points.at(-1);
  return { line: [...places, ...(last === undefined ? [] : [`${width},${yOf(last.value)}`])].join(' '), most };
}
