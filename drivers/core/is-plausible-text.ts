/** Tab and line ends stand in visiting cards, EOT and the separators in GS1 and ISO 15434 messages. All other control characters, and the undefined ones, are noise. */
// oxlint-disable-next-line no-control-regex
const noise = /[\u0000-\u0003\u0005-\u0008\u000b\u000c\u000e-\u001b\u007f-\u009f\ufffd]/;

export function isPlausibleText(text: string): boolean {
  return text.length > 0 && !noise.test(text);
}
