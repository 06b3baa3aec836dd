import { lints } from '../../../agent/domain/gs1/lints/lints.ts';
import { readBracketed, writeElementString } from '../../../agent/domain/gs1/element-string.ts';
import { NotExpressible, type Suite } from '../suite.ts';
import { canonicalScan } from './canonical-scan.ts';
import { scanSuite, verdictDifference } from './scan-suite.ts';

interface ScanCase { scan: string; ok: boolean; sym: string; dataStr: string }
interface LintCase { lint: string; value: string; ok: boolean; error: string | null }
interface BracketedCase { ai: string; ok: boolean; dataStr: string }
interface GenerateCase { sym: string; dataStr: string; scan: string | null }

const scanData: Suite = scanSuite<ScanCase>({
  name: 'GS1 scan data',
  list: 'gs1_process_scan_data',
  goal: { passed: 54, of: 54 },
  title: ({ scan }) => JSON.stringify(scan),
  difference: ({ scan, ok, sym, dataStr }) => {
    const read = canonicalScan(scan);
    const found = read === undefined ? { sym: 'NONE', dataStr: '' } : read;
    if ((read !== undefined) !== ok) return verdictDifference(!ok, ok);
    return found.sym === sym && found.dataStr === dataStr ? undefined : `${found.sym} ${JSON.stringify(found.dataStr)} instead of ${sym} ${JSON.stringify(dataStr)}`;
  },
});

const generated: Suite = scanSuite<GenerateCase>({
  name: 'GS1 scan data to write',
  list: 'gs1_generate_scan_data',
  title: ({ sym, dataStr }) => `${sym} ${JSON.stringify(dataStr)}`,
  difference: () => {
    throw new NotExpressible('A till reads symbols and draws none, so it never makes the data that a scanner would send.');
  },
});

const bracketed: Suite = scanSuite<BracketedCase>({
  name: 'GS1 bracketed',
  list: 'gs1_bracketed_ai',
  title: ({ ai }) => JSON.stringify(ai),
  difference: ({ ai, ok, dataStr }) => {
    const read = readBracketed(ai);
    if (read.ok !== ok) return verdictDifference(read.ok, ok, read.ok ? '' : read.code);
    const found = read.ok ? `^${writeElementString(read.elements, '^')}` : '';
    return found === dataStr ? undefined : `${found} instead of ${dataStr}`;
  },
});

const isCheckDigit = ({ lint }: LintCase) => lint === 'csum' || lint === 'csumalpha';
const lintParts = {
  list: 'gs1_lint',
  title: ({ lint, value }: LintCase) => `${lint} ${JSON.stringify(value)}`,
  difference: ({ lint, value, error }: LintCase) => {
    const check = lints.get(lint);
    if (check === undefined) throw new NotExpressible(`The table of application identifiers names no lint ${lint}.`);
    if (error === 'GS1_LINTER_GCP_DATASOURCE_OFFLINE') throw new NotExpressible('A till has no register of company prefixes that could be out of reach.');
    if (error === 'GS1_LINTER_INVALID_GCP_PREFIX' && /^[0-9]{2}/.test(value)) throw new NotExpressible('Only a register of company prefixes could know that nobody has this one.');
    const fault = check(value);
    const found = fault === undefined ? null : `GS1_LINTER_${fault.replaceAll('-', '_').toUpperCase()}`;
    return found === error ? undefined : `${found} instead of ${error}`;
  },
};
const checkDigits: Suite = scanSuite<LintCase>({ name: 'GS1 check digits', takes: isCheckDigit, goal: { passed: 58, of: 58 }, ...lintParts });
const otherLints: Suite = scanSuite<LintCase>({ name: 'GS1 lints', takes: (vector) => !isCheckDigit(vector), ...lintParts });

export const gs1Suites: readonly Suite[] = [scanData, generated, bracketed, checkDigits, otherLints];
