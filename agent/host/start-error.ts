/** Why an agent could not start: one line for people, a code for programs. The command line turns it into an exit code. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: 'host-not-loopback' | 'port-taken' | 'home-locked' | 'not-enrolled' | 'enrolment-failed' | 'home-unusable' | 'centre-not-https';
  constructor(code: StartError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
