import type { Reporter, TestModule } from 'vitest/node';

/** The last line of `npm run e2e`: how many tests passed, failed and were skipped, and before it why. */
// oxlint-disable-next-line import/no-default-export -- vitest takes the default of the file
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const reasons = new Map<string, number>();
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'pending') continue;
        counts[result.state] += 1;
        const reason = result.state === 'skipped' ? (result.note ?? 'not for this system') : undefined;
        if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
      // A file that could not be loaded, or whose preparation failed, is no test that ran.
      if (module.errors().length > 0) counts.failed += 1;
    }
    for (const [reason, count] of reasons) process.stdout.write(`skipped ${count}: ${reason}\n`);
    process.stdout.write(`e2e: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  }
}
