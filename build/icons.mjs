// Draws the application and tray icons from distance functions, so that every size is crisp and no binary is edited by hand.
// Run: node build/icons.mjs  (the results are committed)
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const out = path.join(path.dirname(fileURLToPath(import.meta.url)), 'icons');
const clamp = (value) => Math.min(1, Math.max(0, value));
const mix = (a, b, t) => a.map((channel, index) => channel + (b[index] - channel) * t);
const hex = (text) => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};
/** `paint(x, y)` gets coordinates -1..1 and answers [r, g, b, alpha 0..1]; 4 x 4 samples a pixel. */
const png = (size, paint) => {
  const samples = 4;
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const sum = [0, 0, 0, 0];
      for (let s = 0; s < samples * samples; s += 1) {
        const px = ((x + ((s % samples) + 0.5) / samples) / size) * 2 - 1;
        const py = ((y + (Math.floor(s / samples) + 0.5) / samples) / size) * 2 - 1;
        const [r, g, b, a] = paint(px, py);
        sum[0] += r * a;
        sum[1] += g * a;
        sum[2] += b * a;
        sum[3] += a;
      }
      const at = y * (size * 4 + 1) + 1 + x * 4;
      for (let c = 0; c < 3; c += 1) rows[at + c] = sum[3] > 0 ? Math.round(sum[c] / sum[3]) : 0;
      rows[at + 3] = Math.round((sum[3] / (samples * samples)) * 255);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const roundedSquare = (x, y, half, radius) => {
  const dx = Math.max(Math.abs(x) - (half - radius), 0);
  const dy = Math.max(Math.abs(y) - (half - radius), 0);
  return Math.hypot(dx, dy) - radius;
};

const app = (x, y) => {
  if (roundedSquare(x, y, 0.94, 0.42) > 0) return [0, 0, 0, 0];
  const base = mix(hex('#3fc8c4'), hex('#fc9b53'), clamp((x + y) / 2.4 + 0.5));
  return Math.hypot(x, y) < 0.44 ? [...hex('#0d1216'), 1] : [...base, 1];
};

// Silhouettes differ at 16 px, colour only doubles them (ui.md TY-1).
const ring = (x, y) => Math.abs(Math.hypot(x, y) - 0.72) < 0.17;
const triangle = (x, y) => y > -0.28 && y < 0.34 && Math.abs(x) < (y + 0.28) * 0.62;
const shapes = {
  running: { colour: '#3fc8c4', inside: (x, y) => ring(x, y) || Math.hypot(x, y) < 0.3 },
  working: { colour: '#3fc8c4', inside: (x, y) => ring(x, y) && x < 0.12 },
  attention: { colour: '#fc9b53', inside: (x, y) => (ring(x, y) && y > -0.45) || triangle(x, y) },
  failed: { colour: '#fe7871', inside: (x, y) => ring(x, y) || Math.abs(x) + Math.abs(y) < 0.42 },
  stopped: { colour: '#999fa4', inside: ring },
  observing: { colour: '#85b9ef', inside: (x, y) => ring(x, y) || (Math.abs(x) < 0.4 && Math.abs(y) < 0.13) },
};

mkdirSync(out, { recursive: true });
writeFileSync(path.join(out, 'icon.png'), png(512, app));
for (const [name, { colour, inside }] of Object.entries(shapes)) {
  const outlined = (x, y) => {
    if (inside(x, y)) return [...hex(colour), 1];
    // A thin dark edge keeps the glyph legible on light and dark bars (TY-2).
    const near = [-0.09, 0, 0.09].some((dx) => [-0.09, 0, 0.09].some((dy) => inside(x + dx, y + dy)));
    return near ? [8, 12, 16, 0.55] : [0, 0, 0, 0];
  };
  const template = (x, y) => (inside(x, y) ? [0, 0, 0, 1] : [0, 0, 0, 0]);
  writeFileSync(path.join(out, `tray-${name}.png`), png(16, outlined));
  writeFileSync(path.join(out, `tray-${name}@2x.png`), png(32, outlined));
  writeFileSync(path.join(out, `tray-${name}Template.png`), png(16, template));
  writeFileSync(path.join(out, `tray-${name}Template@2x.png`), png(32, template));
}
