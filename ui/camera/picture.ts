/** A picture in shades of grey, row by row: 0 black … 255 white. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8ClampedArray;
}

/** From the pixels of a canvas or an image file: four bytes each. What is transparent lies on white. */
export function greyOf(width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): GreyPicture {
  const grey = new Uint8ClampedArray(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    const from = at * 4;
    const alpha = rgba[from + 3] ?? 255;
    const light = ((rgba[from] ?? 0) * 306 + (rgba[from + 1] ?? 0) * 601 + (rgba[from + 2] ?? 0) * 117) >> 10;
    grey[at] = alpha === 255 ? light : (light * alpha + 255 * (255 - alpha)) / 255;
  }
  return { width, height, grey };
}

/** Makes it so many times as large (or small), with edges smoothed where that helps: between the four nearest points, or over all that fall together. */
export function scaled(picture: GreyPicture, factor: number): GreyPicture {
  const width = Math.max(1, Math.round(picture.width * factor));
  const height = Math.max(1, Math.round(picture.height * factor));
  const grey = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) grey[y * width + x] = factor < 1 ? meanAt(picture, x, y, factor) : between(picture, (x + 0.5) / factor, (y + 0.5) / factor);
  }
  return { width, height, grey };
}

/** A white margin on all sides: symbols need quiet around them, and pictures are cut close. */
export function withMargin(picture: GreyPicture, margin: number): GreyPicture {
  const width = picture.width + 2 * margin;
  const height = picture.height + 2 * margin;
  const grey = new Uint8ClampedArray(width * height).fill(255);
  for (let y = 0; y < picture.height; y += 1) grey.set(picture.grey.subarray(y * picture.width, (y + 1) * picture.width), (y + margin) * width + margin);
  return { width, height, grey };
}

export function inverted({ width, height, grey }: GreyPicture): GreyPicture {
  return { width, height, grey: grey.map((light) => 255 - light) };
}

/** A quarter turn. */
export function turned({ width, height, grey }: GreyPicture): GreyPicture {
  const result = new Uint8ClampedArray(grey.length);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) result[x * height + (height - 1 - y)] = grey[y * width + x] ?? 255;
  return { width: height, height: width, grey: result };
}

/** Turned by so many degrees, what comes in at the corners white. */
export function tilted(picture: GreyPicture, degrees: number): GreyPicture {
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const width = Math.ceil(picture.width * Math.abs(cos) + picture.height * Math.abs(sin));
  const height = Math.ceil(picture.width * Math.abs(sin) + picture.height * Math.abs(cos));
  const grey = new Uint8ClampedArray(width * height).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const fromX = (x - width / 2) * cos + (y - height / 2) * sin + picture.width / 2;
      const fromY = (y - height / 2) * cos - (x - width / 2) * sin + picture.height / 2;
      if (fromX >= 0 && fromY >= 0 && fromX < picture.width && fromY < picture.height) grey[y * width + x] = between(picture, fromX, fromY);
    }
  }
  return { width, height, grey };
}

/** The light at a point, from the four nearest. */
function between({ width, height, grey }: GreyPicture, x: number, y: number): number {
  const fromX = Math.min(Math.max(x - 0.5, 0), width - 1);
  const fromY = Math.min(Math.max(y - 0.5, 0), height - 1);
  const left = Math.floor(fromX);
  const top = Math.floor(fromY);
  const right = Math.min(left + 1, width - 1);
  const bottom = Math.min(top + 1, height - 1);
  const shareX = fromX - left;
  const shareY = fromY - top;
  const upper = (grey[top * width + left] ?? 0) * (1 - shareX) + (grey[top * width + right] ?? 0) * shareX;
  const lower = (grey[bottom * width + left] ?? 0) * (1 - shareX) + (grey[bottom * width + right] ?? 0) * shareX;
  return upper * (1 - shareY) + lower * shareY;
}

function meanAt({ width, height, grey }: GreyPicture, x: number, y: number, factor: number): number {
  const left = Math.floor(x / factor);
  const top = Math.floor(y / factor);
  const right = Math.min(Math.max(left + 1, Math.floor((x + 1) / factor)), width);
  const bottom = Math.min(Math.max(top + 1, Math.floor((y + 1) / factor)), height);
  let sum = 0;
  for (let row = top; row < bottom; row += 1) for (let column = left; column < right; column += 1) sum += grey[row * width + column] ?? 0;
  return sum / Math.max(1, (bottom - top) * (right - left));
}
