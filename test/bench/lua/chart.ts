/** The figures as an SVG picture: a row per program, a dot per implementation, on a logarithmic axis of ratios to hand-written JavaScript. */

export interface Row {
  readonly program: string;
  /** Ratio to the hand-written JavaScript by implementation; absent where a peer was not there. */
  readonly ratios: ReadonlyMap<string, number>;
}

const COLOURS = ["#c2410c", "#2563eb", "#15803d", "#7c3aed", "#525252"];
const TICKS = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];
const LEFT = 150;
const RIGHT = 30;
const WIDTH = 820;
const TOP = 64;
const ROW = 24;

/** SVG text of the chart; the order of `names` gives the colours, Moonpost first. */
export function chart(rows: readonly Row[], names: readonly string[]): string {
  const bottom = TOP + rows.length * ROW;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Lua benchmarks: processor time of each program and engine, JavaScript = 1" viewBox="0 0 ${WIDTH} ${bottom + 40}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="12" y="20" font-size="14">Processor time, hand-written JavaScript of the same algorithm = 1 (less is better)</text>`,
    ...names.map((name, i) => dot(LEFT + i * 110, 42, colour(i), name) + label(LEFT + 10 + i * 110, 46, name)),
    ...TICKS.map(
      (tick) =>
        `<path d="M${x(tick)} ${TOP - 6}V${bottom}" stroke="${tick === 1 ? "#222" : "#ddd"}"/>${label(x(tick), bottom + 18, String(tick), "middle")}`,
    ),
    ...rows.flatMap(({ program, ratios }, row) => {
      const y = TOP + row * ROW + ROW / 2;
      const dots = names.flatMap((name, i) => {
        const ratio = ratios.get(name);
        return ratio === undefined ? [] : [dot(x(ratio), y, colour(i), `${name} ${ratio.toFixed(2)}`)];
      });
      return [label(LEFT - 14, y + 4, program, "end"), ...dots.reverse()];
    }),
    "</svg>",
  ];
  return `${lines.join("\n")}\n`;
}

function colour(i: number): string {
  return COLOURS[i % COLOURS.length] ?? "#000";
}

/** Place of a ratio on the axis. */
function x(ratio: number): number {
  const [low, high] = [Math.log(0.4), Math.log(600)];
  const share = (Math.log(ratio) - low) / (high - low);
  return Math.round(LEFT + Math.min(Math.max(share, 0), 1) * (WIDTH - LEFT - RIGHT));
}

function dot(cx: number, cy: number, fill: string, title: string): string {
  return `<circle cx="${cx}" cy="${cy}" r="5" fill="${fill}"><title>${title}</title></circle>`;
}

function label(at: number, y: number, text: string, anchor = "start"): string {
  return `<text x="${at}" y="${y}" text-anchor="${anchor}">${text}</text>`;
}
