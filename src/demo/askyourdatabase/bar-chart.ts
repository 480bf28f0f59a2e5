import { createCanvas, type Canvas, type Colour } from "./canvas.ts";
import { encodePng } from "./png.ts";

export type BarChart = { title: string; bars: { label: string; value: number }[] };

const WIDTH = 800;
const HEIGHT = 500;
const PLOT = { left: 100, top: 80, width: 670, height: 350 };
const LINES = 5;

const PAPER: Colour = [255, 255, 255];
const INK: Colour = [40, 48, 60];
const QUIET_INK: Colour = [105, 115, 130];
const GRID: Colour = [226, 230, 236];
const BAR: Colour = [18, 124, 104];

/** A chart of 800 by 500 pixels, as a PNG file. */
export function drawBarChart({ title, bars }: BarChart): Buffer {
  const canvas = createCanvas(WIDTH, HEIGHT, PAPER);
  const top = roundTop(Math.max(1, ...bars.map(({ value }) => value)));
  canvas.text(title, WIDTH / 2, 28, { scale: 3, colour: INK, align: "centre" });
  drawGrid(canvas, top);
  bars.forEach((bar, index) => drawBar(canvas, bar, { index, count: bars.length, top }));
  return encodePng(WIDTH, HEIGHT, canvas.pixels);
}

function drawGrid(canvas: Canvas, top: number): void {
  for (let line = 0; line <= LINES; line++) {
    const y = PLOT.top + PLOT.height - Math.round((PLOT.height * line) / LINES);
    canvas.rectangle(PLOT.left, y, PLOT.width, 2, line === 0 ? QUIET_INK : GRID);
    const label = Math.round((top * line) / LINES).toLocaleString("en-US");
    canvas.text(label, PLOT.left - 12, y - 6, { scale: 2, colour: QUIET_INK, align: "right" });
  }
}

function drawBar(
  canvas: Canvas,
  { label, value }: BarChart["bars"][number],
  { index, count, top }: { index: number; count: number; top: number },
): void {
  const slot = PLOT.width / count;
  const centre = PLOT.left + slot * (index + 0.5);
  const width = Math.round(slot * 0.62);
  const height = Math.round((PLOT.height * value) / top);
  const base = PLOT.top + PLOT.height;
  canvas.rectangle(Math.round(centre - width / 2), base - height, width, height, BAR);
  const short = value >= 1000 ? `${(value / 1000).toFixed(1)}K` : value.toFixed(0);
  const look = { scale: 2, colour: INK, align: "centre" } as const;
  canvas.text(short, centre, base - height - 18, look);
  canvas.text(label, centre, base + 14, look);
}

/** The next of 1, 2, 2.5 and 5 times a power of ten, so that the lines stand at round numbers. */
function roundTop(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= highest) ?? 10) * power;
}
