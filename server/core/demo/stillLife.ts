/** The colours of one restaurant's pictures, as CSS colours. */
export interface Palette {
  /** Wall, from the lit corner to the far one. */
  readonly wall: readonly [string, string]
  readonly table: readonly [string, string]
  readonly ware: string
  /** The one thing that stands out. */
  readonly accent: string
  readonly dark: string
}

/** What stands on the table. */
export type Motif = 'plate' | 'bowls' | 'glasses' | 'branch' | 'bottle' | 'counter'

const [width, height, edge] = [1280, 960, 560]

/**
 * A still life, 1280 by 960: a table in light that falls from a window on the left, and a few plain things on it. The same
 * for the same motif and palette, so that it need not be kept.
 */
export function drawStillLife(motif: Motif, palette: Palette): string {
  const { wall, table } = palette
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs>
${gradient('wall', wall, 'x2="1" y2="0.9"')}
${gradient('table', table, 'x2="0.9" y2="1"')}
${gradient('ware', [lighter, palette.ware], 'x2="1" y2="0.6"')}
<radialGradient id="shadow"><stop stop-color="${shade}" stop-opacity="0.42"/><stop offset="0.55" stop-color="${shade}" stop-opacity="0.26"/><stop offset="1" stop-color="${shade}" stop-opacity="0"/></radialGradient>
<linearGradient id="ray" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#fff" stop-opacity="0.2"/><stop offset="1" stop-color="#fff" stop-opacity="0.03"/></linearGradient>
<clipPath id="above"><rect width="${width}" height="${edge}"/></clipPath>
</defs>
<rect width="${width}" height="${height}" fill="url(#wall)"/>
<g clip-path="url(#above)">${windowLight}</g>
<rect y="${edge}" width="${width}" height="${height - edge}" fill="url(#table)"/>
<rect y="${edge}" width="${width}" height="3" fill="#fff" opacity="0.35"/>
<polygon points="0,${edge} 540,${edge} 900,${height} 130,${height}" fill="url(#ray)"/>
${drawings[motif](palette)}
</svg>`
}

const lighter = '#fffdf8'
const shade = '#1b1712'

function gradient(id: string, [from, to]: readonly [string, string], direction: string): string {
  return `<linearGradient id="${id}" x1="0" y1="0" ${direction}><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`
}

/** Four panes, slanting, as the sun throws them on the wall; each edge in steps, for a blur costs more than all the rest. */
const panes = [0, 1]
  .flatMap((column) =>
    [0, 1].map((row) => {
      const [x, y] = [150 + column * 205 + row * 46, 60 + row * 235 - column * 26]
      return `M${x},${y} L${x + 185},${y - 24} L${x + 225},${y + 190} L${x + 42},${y + 215} Z`
    }),
  )
  .join(' ')

const windowLight = [0, 5, 10, 15, 20]
  .map(
    (edge) =>
      `<path d="${panes}" fill="#fff" stroke="#fff" stroke-width="${edge}" stroke-linejoin="round" opacity="0.055"/>`,
  )
  .join('')

type Draw = (palette: Palette) => string

const drawings: Readonly<Record<Motif, Draw>> = {
  plate: (palette) =>
    [
      plate(640, 745, 330, palette),
      shadow(600, 742, 120, 34),
      ball(585, 700, 58, palette.accent),
      ball(690, 722, 34, palette.dark),
      leaf(655, 690, 96, -28, palette.dark),
      leaf(642, 700, 74, -58, palette.accent),
      glass(1040, 640, 1, palette),
    ].join(''),
  bowls: (palette) =>
    [
      bowl(420, 620, 205, 'url(#ware)', palette.dark),
      bowl(790, 680, 165, palette.accent, lighter),
      bowl(1040, 600, 105, palette.dark, palette.ware),
      sticks(430, 910, 560, palette.dark),
    ].join(''),
  glasses: (palette) =>
    [
      glass(430, 700, 1.35, palette),
      glass(640, 640, 1.1, { ...palette, accent: palette.dark }),
      glass(850, 720, 1.35, palette),
      ball(1020, 775, 44, palette.accent),
      ball(1085, 800, 30, palette.dark),
    ].join(''),
  branch: (palette) =>
    [
      vase(420, 700, palette),
      branch(420, 330, palette),
      plate(850, 775, 220, palette),
      ball(835, 745, 40, palette.accent),
      leaf(880, 742, 70, -20, palette.dark),
    ].join(''),
  bottle: (palette) =>
    [
      bottle(470, 725, palette),
      glass(650, 735, 1.15, palette),
      ball(860, 765, 62, palette.accent),
      ball(955, 795, 46, palette.dark),
      ball(905, 815, 38, palette.ware),
    ].join(''),
  counter: (palette) =>
    [0, 1, 2, 3]
      .map((place) => {
        const x = 230 + place * 275
        return `${slab(x, 745, palette)}${ball(x - 34, 708, 30, place % 2 ? palette.dark : palette.accent)}${ball(x + 36, 714, 22, place % 2 ? palette.accent : palette.ware)}`
      })
      .join('') + sticks(170, 868, 900, palette.dark),
}

/** What lies to the right of things, away from the window. */
function shadow(x: number, y: number, rx: number, ry: number): string {
  return `<ellipse cx="${x + rx * 0.35}" cy="${y + ry * 0.3}" rx="${rx * 1.35}" ry="${ry * 1.5}" fill="url(#shadow)"/>`
}

function plate(x: number, y: number, radius: number, { ware }: Palette): string {
  const ring = (share: number, lift: number, fill: string, opacity: number) =>
    `<ellipse cx="${x}" cy="${y - lift}" rx="${radius * share}" ry="${radius * share * 0.31}" fill="${fill}" opacity="${opacity}"/>`
  return [
    shadow(x, y + 12, radius, radius * 0.33),
    ring(1, -7, ware, 1),
    ring(1, 0, 'url(#ware)', 1),
    ring(0.74, -2, ware, 0.85),
    ring(0.72, -6, lighter, 0.9),
  ].join('')
}

function bowl(x: number, y: number, radius: number, outside: string, inside: string): string {
  const [rim, depth] = [radius * 0.3, radius * 0.86]
  const body = `M${x - radius},${y} C${x - radius * 0.92},${y + depth * 0.75} ${x - radius * 0.45},${y + depth} ${x},${y + depth} C${x + radius * 0.45},${y + depth} ${x + radius * 0.92},${y + depth * 0.75} ${x + radius},${y} Z`
  return [
    shadow(x, y + depth, radius * 0.72, radius * 0.2),
    `<path d="${body}" fill="${outside}"/>`,
    `<ellipse cx="${x}" cy="${y}" rx="${radius}" ry="${rim}" fill="${outside}"/>`,
    `<ellipse cx="${x}" cy="${y + 4}" rx="${radius * 0.93}" ry="${rim * 0.86}" fill="${inside}"/>`,
    `<ellipse cx="${x - radius * 0.2}" cy="${y + 1}" rx="${radius * 0.5}" ry="${rim * 0.4}" fill="#fff" opacity="0.16"/>`,
  ].join('')
}

function glass(x: number, y: number, scale: number, { accent }: Palette): string {
  const [w, h] = [78 * scale, 210 * scale]
  const level = y - h * 0.52
  return [
    shadow(x, y + 4, w * 0.72, w * 0.2),
    `<path d="M${x - w},${y - h} C${x - w},${y - h * 0.5} ${x - w * 0.5},${y - h * 0.28} ${x - 5},${y - h * 0.24} L${x - 5},${y - 8} L${x + 5},${y - 8} L${x + 5},${y - h * 0.24} C${x + w * 0.5},${y - h * 0.28} ${x + w},${y - h * 0.5} ${x + w},${y - h} Z" fill="#fff" opacity="0.34"/>`,
    `<path d="M${x - w * 0.88},${level - h * 0.16} C${x - w * 0.8},${level + h * 0.08} ${x - w * 0.4},${y - h * 0.27} ${x},${y - h * 0.265} C${x + w * 0.4},${y - h * 0.27} ${x + w * 0.8},${level + h * 0.08} ${x + w * 0.88},${level - h * 0.16} Z" fill="${accent}" opacity="0.86"/>`,
    `<ellipse cx="${x}" cy="${level - h * 0.16}" rx="${w * 0.88}" ry="${w * 0.2}" fill="${accent}"/>`,
    `<ellipse cx="${x}" cy="${level - h * 0.16}" rx="${w * 0.88}" ry="${w * 0.2}" fill="#fff" opacity="0.22"/>`,
    `<ellipse cx="${x}" cy="${y - h}" rx="${w}" ry="${w * 0.22}" fill="none" stroke="#fff" stroke-width="3" opacity="0.75"/>`,
    `<ellipse cx="${x}" cy="${y - 4}" rx="${w * 0.62}" ry="${w * 0.15}" fill="#fff" opacity="0.5"/>`,
  ].join('')
}

function bottle(x: number, y: number, { dark, ware }: Palette): string {
  const shape = `M${x - 62},${y} L${x - 62},${y - 230} C${x - 62},${y - 290} ${x - 22},${y - 290} ${x - 22},${y - 340} L${x - 22},${y - 420} L${x + 22},${y - 420} L${x + 22},${y - 340} C${x + 22},${y - 290} ${x + 62},${y - 290} ${x + 62},${y - 230} L${x + 62},${y} Z`
  return [
    shadow(x, y, 66, 20),
    `<ellipse cx="${x}" cy="${y}" rx="62" ry="15" fill="${dark}"/>`,
    `<path d="${shape}" fill="${dark}"/>`,
    `<rect x="${x - 62}" y="${y - 190}" width="124" height="112" fill="${ware}"/>`,
    `<rect x="${x - 40}" y="${y - 158}" width="80" height="3" fill="${dark}" opacity="0.6"/>`,
    `<rect x="${x - 26}" y="${y - 140}" width="52" height="3" fill="${dark}" opacity="0.4"/>`,
    `<rect x="${x - 48}" y="${y - 236}" width="9" height="220" rx="4" fill="#fff" opacity="0.2"/>`,
  ].join('')
}

function vase(x: number, y: number, { dark }: Palette): string {
  return [
    shadow(x, y + 4, 92, 24),
    `<path d="M${x - 30},${y - 250} L${x + 30},${y - 250} C${x + 32},${y - 170} ${x + 104},${y - 140} ${x + 92},${y - 50} C${x + 86},${y - 10} ${x + 52},${y + 10} ${x},${y + 10} C${x - 52},${y + 10} ${x - 86},${y - 10} ${x - 92},${y - 50} C${x - 104},${y - 140} ${x - 32},${y - 170} ${x - 30},${y - 250} Z" fill="${dark}"/>`,
    `<ellipse cx="${x}" cy="${y - 250}" rx="30" ry="8" fill="${shade}" opacity="0.5"/>`,
    `<path d="M${x - 70},${y - 60} C${x - 74},${y - 110} ${x - 40},${y - 140} ${x - 26},${y - 172}" fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity="0.2"/>`,
  ].join('')
}

function branch(x: number, y: number, { dark, accent }: Palette): string {
  const twig = (d: string, w: number) =>
    `<path d="${d}" fill="none" stroke="${dark}" stroke-width="${w}" stroke-linecap="round"/>`
  const buds = [
    [x + 120, y - 128, 22],
    [x + 205, y - 150, 17],
    [x + 262, y - 86, 20],
    [x - 46, y - 150, 16],
    [x + 40, y - 214, 19],
  ] as const
  return [
    twig(`M${x},${y + 120} C${x + 6},${y} ${x + 60},${y - 80} ${x + 210},${y - 146}`, 9),
    twig(`M${x + 30},${y} C${x + 10},${y - 70} ${x - 20},${y - 110} ${x - 44},${y - 146}`, 6),
    twig(`M${x + 62},${y - 60} C${x + 60},${y - 120} ${x + 50},${y - 170} ${x + 40},${y - 210}`, 5),
    twig(`M${x + 120},${y - 104} C${x + 180},${y - 92} ${x + 220},${y - 90} ${x + 258},${y - 88}`, 5),
    ...buds.map(([bx, by, r]) => ball(bx, by, r, accent, false)),
  ].join('')
}

function slab(x: number, y: number, { dark, ware }: Palette): string {
  return [
    shadow(x, y + 14, 112, 26),
    `<polygon points="${x - 100},${y - 34} ${x + 112},${y - 34} ${x + 124},${y + 16} ${x - 116},${y + 16}" fill="url(#ware)"/>`,
    `<polygon points="${x - 116},${y + 16} ${x + 124},${y + 16} ${x + 122},${y + 26} ${x - 114},${y + 26}" fill="${ware}"/>`,
    `<polygon points="${x - 116},${y + 16} ${x + 124},${y + 16} ${x + 122},${y + 26} ${x - 114},${y + 26}" fill="${dark}" opacity="0.18"/>`,
  ].join('')
}

function sticks(x: number, y: number, length: number, colour: string): string {
  const one = (lift: number) =>
    `<line x1="${x}" y1="${y - lift}" x2="${x + length}" y2="${y - lift - 26}" stroke="${colour}" stroke-width="7" stroke-linecap="round"/>`
  return `<g opacity="0.2" transform="translate(12 9)">${one(0)}${one(16)}</g>${one(0)}${one(16)}`
}

function ball(x: number, y: number, radius: number, colour: string, stands = true): string {
  return [
    stands ? shadow(x, y + radius * 0.86, radius * 0.9, radius * 0.26) : '',
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>`,
    `<circle cx="${x + radius * 0.18}" cy="${y + radius * 0.2}" r="${radius * 0.8}" fill="${shade}" opacity="0.1"/>`,
    `<ellipse cx="${x - radius * 0.34}" cy="${y - radius * 0.36}" rx="${radius * 0.3}" ry="${radius * 0.2}" fill="#fff" opacity="0.42" transform="rotate(-38 ${x - radius * 0.34} ${y - radius * 0.36})"/>`,
  ].join('')
}

function leaf(x: number, y: number, length: number, angle: number, colour: string): string {
  const half = length * 0.2
  return `<path d="M${x},${y} Q${x + length * 0.5},${y - half} ${x + length},${y} Q${x + length * 0.5},${y + half} ${x},${y} Z" fill="${colour}" transform="rotate(${angle} ${x} ${y})"/>`
}
