export type Panel = {
  title: string;
  unit: string;
  /** Points are seconds and values, in order. */
  lines: { name: string; points: [number, number][] }[];
};

/** Panels one below the other, as an SVG that any browser shows. */
export function plot(panels: readonly Panel[]): string {
  const height = panels.length * PANEL_HEIGHT;
  const body = panels.map((panel, row) => panelAt(panel, row * PANEL_HEIGHT)).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" ${FONT}>
<rect width="100%" height="100%" fill="white"/>
${body}
</svg>
`;
}

const WIDTH = 900;
const PANEL_HEIGHT = 190;
const FRAME = { left: 60, top: 36, width: 820, height: 120 };
const FONT = 'font-family="sans-serif" font-size="12"';
const COLOURS = ["#1565c0", "#c62828", "#2e7d32"];

function panelAt({ title, unit, lines }: Panel, y: number): string {
  const points = lines.flatMap((line) => line.points);
  const lastX = Math.max(1, ...points.map(([x]) => x));
  const most = roundUp(Math.max(1, ...points.map(([, value]) => value)));
  const place = ([x, value]: [number, number]) =>
    `${((x / lastX) * FRAME.width).toFixed(1)},${((1 - value / most) * FRAME.height).toFixed(1)}`;
  return `<g transform="translate(${FRAME.left} ${y + FRAME.top})">
<text y="-16" font-weight="bold">${title}</text>
<rect width="${FRAME.width}" height="${FRAME.height}" fill="none" stroke="#bbb"/>
<text x="-6" y="8" text-anchor="end">${most} ${unit}</text>
<text x="-6" y="${FRAME.height}" text-anchor="end">0</text>
<text x="${FRAME.width}" y="${FRAME.height + 16}" text-anchor="end">${lastX.toFixed(0)} s</text>
${lines.map((line, index) => lineOf(line.name, line.points.map(place), index)).join("\n")}
</g>`;
}

function lineOf(name: string, places: string[], index: number): string {
  const colour = COLOURS[index % COLOURS.length];
  const x = FRAME.width - 130 * (index + 1);
  return `<polyline points="${places.join(" ")}" fill="none" stroke="${colour}" stroke-width="1.5"/>
<text x="${x}" y="-16" fill="${colour}">${name}</text>`;
}

/** To one or two digits, so that the scale is a number to remember. */
function roundUp(value: number): number {
  const step = 10 ** Math.floor(Math.log10(value)) / 2;
  return Math.ceil(value / step) * step;
}
