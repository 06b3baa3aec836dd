/** How many bytes, as a number and the unit that suits it. */
export function bytesParts(bytes: number): { amount: number; unit: 'kB' | 'MB' | 'GB' } {
  if (bytes >= 2 ** 30) return { amount: Math.round((bytes / 2 ** 30) * 10) / 10, unit: 'GB' };
  if (bytes >= 2 ** 20) return { amount: Math.round((bytes / 2 ** 20) * 10) / 10, unit: 'MB' };
  return { amount: Math.ceil(bytes / 1024), unit: 'kB' };
}
