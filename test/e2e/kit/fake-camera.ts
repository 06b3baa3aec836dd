import { writeFileSync } from 'node:fs';
import { ean13Bars } from './ean13-bars.ts';
import type { GreyPicture } from '../../../ui/camera/picture.ts';

const width = 640;
const height = 480;
/** Each picture stays so long in front of the lens; between two there is nothing. */
const framesOfPicture = 12;
const framesOfNothing = 3;

/** A film that Chromium shows as its camera, over and over: uncompressed YUV 4:2:0, five frames a second. */
export function writeFilm(file: string, pictures: readonly GreyPicture[]): void {
  const frames = pictures.flatMap((picture) => [...Array.from({ length: framesOfPicture }, () => frameOf(picture)), ...Array.from({ length: framesOfNothing }, () => frameOf(undefined))]);
  writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420jpeg\n`), ...frames.flatMap((frame) => [Buffer.from('FRAME\n'), frame])]));
}

/** In the middle of a white wall, as large as it goes in whole steps. */
function frameOf(picture: GreyPicture | undefined): Buffer {
  const frame = Buffer.alloc((width * height * 3) / 2, 128);
  frame.fill(235, 0, width * height);
  if (picture === undefined) return frame;
  const factor = Math.max(1, Math.floor(Math.min((width * 0.8) / picture.width, (height * 0.8) / picture.height)));
  const left = Math.floor((width - picture.width * factor) / 2);
  const top = Math.floor((height - picture.height * factor) / 2);
  for (let y = 0; y < picture.height * factor; y += 1) {
    for (let x = 0; x < picture.width * factor; x += 1) {
      frame[(top + y) * width + left + x] = picture.grey[Math.floor(y / factor) * picture.width + Math.floor(x / factor)] ?? 235;
    }
  }
  return frame;
}

/** An EAN-13 as a picture. */
export function barsOf(code: string): GreyPicture {
  const modules = ean13Bars(code);
  const size = { width: modules.length + 20, height: 60 };
  const grey = new Uint8ClampedArray(size.width * size.height).fill(255);
  for (let y = 8; y < 52; y += 1) for (const [x, isDark] of modules.entries()) if (isDark) grey[y * size.width + 10 + x] = 0;
  return { ...size, grey };
}
