import { describeFailure } from './describe-failure.ts';
import { asksForJson, tellFailure } from './tell-failure.ts';

let report: (error: Error) => void = (error) => {
  tellFailure('till', describeFailure(error), asksForJson(process.argv));
  if (process.env['TILL_DEBUG'] === '1') process.stderr.write(`${error.stack ?? ''}\n`);
};

/** A mistake that nobody caught ends the process with exit code 1: what it would do next could not be trusted. */
export function endOnCrash(): void {
  process.on('uncaughtException', (error) => {
    report(error);
    process.exit(1);
  });
}

/** Programs that run for months put it into their log, with its stack. */
export function reportCrashesWith(reporter: (error: Error) => void): void {
  report = reporter;
}
