import { useMemo } from 'react';
import { encode } from 'uqr';

/** A QR code for a customer's phone, black on white whatever the theme is, as cameras and scanners want it; four modules of quiet around it. `label` says what it is for. */
export function QrCode({ text, label }: Readonly<{ text: string; label: string }>) {
  const { size, path } = useMemo(() => {
    const code = encode(text, { ecc: 'M', border: 4 });
    return { size: code.size, path: code.data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('') };
  }, [text]);
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
