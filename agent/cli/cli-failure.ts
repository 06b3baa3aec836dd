/** 0 done · 1 the check failed · 2 wrong use */
export type ExitCode = 0 | 1 | 2;

/** An expected end of a command that is not success. The sentence is for people; the code is stable. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly code: string;
  readonly exitCode: ExitCode;
  constructor(code: string, sentence: string, exitCode: ExitCode = 2, options?: ErrorOptions) {
    super(sentence, options);
    this.code = code;
    this.exitCode = exitCode;
  }
}
