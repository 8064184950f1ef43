import type { Pixels } from '../paint/pixels.ts';

/** A canvas that is as sharp as the screen: its size in CSS pixels, and how many device pixels each is. */
export class Surface {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  #width = 0;
  #height = 0;
  #ratio = 1;
  #image: ImageData | undefined;
  #pixels: Pixels = { data: new Uint32Array(0), width: 0, height: 0 };

  /** `fromPixels`: its frames are computed in memory, so that it is kept there too and nothing waits for a graphics card to take or give them. */
  constructor(canvas: HTMLCanvasElement, { fromPixels = false } = {}) {
    this.canvas = canvas;
    const context = canvas.getContext('2d', { alpha: !fromPixels, willReadFrequently: fromPixels });
    if (context === null) throw new Error('this browser draws on no canvas');
    this.context = context;
  }

  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  get ratio(): number {
    return this.#ratio;
  }

  resize(width: number, height: number, ratio: number): void {
    if (width === this.#width && height === this.#height && ratio === this.#ratio) return;
    this.#width = width;
    this.#height = height;
    this.#ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.#image = undefined;
  }

  /** The pixels of the next frame: kept from frame to frame. */
  get pixels(): Pixels {
    if (this.#image === undefined) {
      const { width, height } = this.canvas;
      this.#image = this.context.createImageData(width, height);
      this.#pixels = { data: new Uint32Array(this.#image.data.buffer), width, height };
    }
    return this.#pixels;
  }

  putPixels(): void {
    if (this.#image !== undefined) this.context.putImageData(this.#image, 0, 0);
  }
}
