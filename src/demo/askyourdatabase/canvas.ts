import { GLYPH_HEIGHT, GLYPH_WIDTH, GLYPHS } from "./glyphs.ts";

export type Colour = readonly [red: number, green: number, blue: number];

export type Canvas = {
  readonly pixels: Uint8Array;
  rectangle(x: number, y: number, width: number, height: number, colour: Colour): void;
  /** Capital letters; `align` says which end of the text stands at `x`. */
  text(text: string, x: number, y: number, look: TextLook): void;
};

type TextLook = { scale: number; colour: Colour; align?: "left" | "centre" | "right" };

export function createCanvas(width: number, height: number, background: Colour): Canvas {
  const pixels = new Uint8Array(width * height * 3);
  const canvas: Canvas = { pixels, rectangle, text };
  rectangle(0, 0, width, height, background);
  return canvas;

  function rectangle(left: number, top: number, wide: number, high: number, colour: Colour): void {
    for (let y = Math.max(0, top); y < Math.min(height, top + high); y++) {
      for (let x = Math.max(0, left); x < Math.min(width, left + wide); x++) {
        pixels.set(colour, (y * width + x) * 3);
      }
    }
  }

  function text(text: string, x: number, y: number, { scale, colour, align }: TextLook): void {
    const step = (GLYPH_WIDTH + 1) * scale;
    const shift = { left: 0, centre: 0.5, right: 1 }[align ?? "left"];
    let left = Math.round(x - (text.length * step - scale) * shift);
    for (const letter of text.toUpperCase()) {
      glyph(letter, left, y, scale, colour);
      left += step;
    }
  }

  function glyph(letter: string, left: number, top: number, scale: number, colour: Colour): void {
    const rows = GLYPHS.get(letter);
    if (!rows) return;
    for (let dot = 0; dot < GLYPH_WIDTH * GLYPH_HEIGHT; dot++) {
      const column = dot % GLYPH_WIDTH;
      const row = Math.floor(dot / GLYPH_WIDTH);
      const isSet = ((rows[row] ?? 0) >> (GLYPH_WIDTH - 1 - column)) & 1;
      if (isSet) rectangle(left + column * scale, top + row * scale, scale, scale, colour);
    }
  }
}
