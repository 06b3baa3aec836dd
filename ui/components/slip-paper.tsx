import './slip-paper.css';
import type { SlipView } from '../../agent/contract/slip.ts';
import { QrCode } from './qr-code.tsx';

/** A slip as the paper has it: each sign in a cell of its own, as the machine may have no font of one width. */
export function SlipPaper({ lines }: Readonly<{ lines: SlipView['lines'] }>) {
  return (
    <>
      <pre className="unseen">{lines.flatMap((line) => ('text' in line ? [line.text] : [])).join('\n')}</pre>
      <div className="slip-paper">
        {/* The lines of a slip never change their places. */}
        {lines.map((line, row) => ('text' in line ? (
          <p key={row} aria-hidden="true" className={line.bold === true ? 'slip-bold' : ''}>{Array.from(line.text, (sign, column) => <i key={column}>{sign}</i>)}</p>
        ) : <div key={row} className="slip-code"><QrCode text={line.qr} label="QR" /></div>))}
      </div>
    </>
  );
}
