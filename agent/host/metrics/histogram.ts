/** A Prometheus histogram of durations, by one label. Bounds are in seconds, as Prometheus wants them. */
export interface Histogram {
  observe(label: string, durationMs: number): void;
  /** Lines of the text exposition format */
  lines(): string[];
}

export function createHistogram(name: string, help: string, labelName: string, boundsSeconds: readonly number[]): Histogram {
  const series = new Map<string, { buckets: number[]; count: number; sumSeconds: number }>();
  return {
    observe: (label, durationMs) => {
      const seconds = durationMs / 1_000;
      let entry = series.get(label);
      if (entry === undefined) {
        entry = { buckets: boundsSeconds.map(() => 0), count: 0, sumSeconds: 0 };
        series.set(label, entry);
      }
      entry.count += 1;
      entry.sumSeconds += seconds;
      const { buckets } = entry;
      for (const [index, bound] of boundsSeconds.entries()) {
        if (seconds <= bound) buckets[index] = (buckets[index] ?? 0) + 1;
      }
    },
    lines: () => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} histogram`,
      ...[...series].flatMap(([label, { buckets, count, sumSeconds }]) => {
        const labelled = `${labelName}="${label.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
        return [
          ...boundsSeconds.map((bound, index) => `${name}_bucket{${labelled},le="${bound}"} ${buckets[index] ?? 0}`),
          `${name}_bucket{${labelled},le="+Inf"} ${count}`,
          `${name}_sum{${labelled}} ${sumSeconds}`,
          `${name}_count{${labelled}} ${count}`,
        ];
      }),
    ],
  };
}
