/** Why a value does not have the described form. `unknown-kind`: it may come from a newer version. */
export interface Invalid {
  code: 'bad-request' | 'unknown-kind';
  /** JSON pointer (RFC 6901) to the first offending part; '' is the whole */
  path: string;
  /** One English sentence that follows the path: "must be a whole number" */
  detail: string;
}
