/** 0 done · 1 the check failed · 2 wrong use */
export type ExitCode = 0 | 1 | 2;

/** Where in what the user gave the failure lies. */
export interface FailurePlace {
  /** As it was named on the command line */
  readonly file: string;
  /** JSON pointer into the file; '' is the whole */
  readonly path: string;
  /** What is wrong there: it follows the path in a sentence */
  readonly detail: string;
}

/** An expected end of a command that is not success. The sentence is for people; the code is stable. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly place: FailurePlace | undefined;
  constructor(code: string, sentence: string, exitCode: ExitCode = 2, options: ErrorOptions & { place?: FailurePlace } = {}) {
    super(sentence, options);
    this.code = code;
    this.exitCode = exitCode;
    this.place = options.place;
  }
}

/** A file of the user that does not have the described form: "the basket b.json is wrong at /lines/0/sku: is missing". */
export function wrongFile(code: string, what: string, { file, path, detail }: FailurePlace): CliFailure {
  return new CliFailure(code, `the ${what} ${file} is wrong at ${path || '/'}: ${detail}`, 2, { place: { file, path, detail } });
}
