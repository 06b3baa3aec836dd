export type CentralStartCode =
  | 'port-taken'
  | 'home-locked'
  | 'home-unusable'
  | 'shop-invalid'
  | 'import-invalid'
  | 'database-url-wrong'
  | 'database-unreachable'
  | 'database-refused'
  | 'database-unsuitable'
  | 'root-key-differs';

/** Why the centre, or a command on its database, did not start; the message is one line for people. */
export class CentralStartError extends Error {
  readonly code: CentralStartCode;
  constructor(code: CentralStartCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CentralStartError';
    this.code = code;
  }
}
