import type { Reporter, TestModule } from 'vitest/node';

/** Names each test that passed only when it was tried again: a defect of the test or of the product, which somebody has to find. */
// oxlint-disable-next-line import/no-default-export -- vitest takes the default of the file
export default class RetriedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { retryCount = 0 } = test.diagnostic() ?? {};
        if (retryCount === 0 || test.result().state !== 'passed') continue;
        process.stdout.write(`passed only when tried again: ${module.relativeModuleId} > ${test.fullName}\n`);
        for (const error of test.result().errors ?? []) process.stdout.write(`  ${error.message.split('\n')[0] ?? ''}\n`);
      }
    }
  }
}
