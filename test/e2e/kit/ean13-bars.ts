/** Modules of digits in set A; set B is C mirrored, and C is A turned round. */
const setA = ['0001101', '0011001', '0010011', '0111101', '0100011', '0110001', '0101111', '0111011', '0110111', '0001011'];
const parities = ['AAAAAA', 'AABABB', 'AABBAB', 'AABBBA', 'ABAABB', 'ABBAAB', 'ABBBAA', 'ABABAB', 'ABABBA', 'ABBABA'];
const inverse = (modules: string) => Array.from(modules, (module) => (module === '0' ? '1' : '0')).join('');

/** The 95 modules of an EAN-13, dark ones true. */
export function ean13Bars(code: string): boolean[] {
  const digits = Array.from(code, Number);
  const parity = parities[digits[0] ?? 0] ?? '';
  const left = digits.slice(1, 7).map((digit, place) => {
    const modules = setA[digit] ?? '';
    return parity[place] === 'A' ? modules : Array.from(inverse(modules)).toReversed().join('');
  });
  const right = digits.slice(7).map((digit) => inverse(setA[digit] ?? ''));
  return Array.from(`101${left.join('')}01010${right.join('')}101`, (module) => module === '1');
}
