/** Card and phone numbers as a log may show them: the first four digits and the last two. Shorter runs of digits are no identifiers. */
export function maskNumbers(text: string): string {
  return text.replace(/[0-9]{8,}/gu, (digits) => `${digits.slice(0, 4)}${'*'.repeat(digits.length - 6)}${digits.slice(-2)}`);
}
