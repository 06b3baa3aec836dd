/** As much of a code as tells it from others: a web address or a mark of goods can have hundreds of signs. */
export function shortCode(code: string): string {
  return code.length > shown ? `${code.slice(0, shown)}…` : code;
}

const shown = 24;
