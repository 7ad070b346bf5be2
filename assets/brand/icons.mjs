// Draws src-tauri/icons from hongyan.svg: node assets/brand/icons.mjs (needs rsvg-convert, Debian package librsvg2-bin).
// The .ico and .icns are plain containers of PNG files, written here so that no other tool is needed.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const svg = fileURLToPath(new URL("hongyan.svg", import.meta.url));
const out = (name) => fileURLToPath(new URL(`../../src-tauri/icons/${name}`, import.meta.url));
const png = (px) => execFileSync("rsvg-convert", ["-w", String(px), "-h", String(px), svg], { maxBuffer: 1 << 24 });

/** Windows: a directory of entries, then the pictures. A side of 256 is written as 0. */
function ico(sides) {
  const pictures = sides.map(png);
  const head = Buffer.alloc(6 + 16 * sides.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sides.length, 4);
  let at = head.length;
  sides.forEach((side, i) => {
    const entry = 6 + 16 * i;
    head.writeUInt8(side % 256, entry);
    head.writeUInt8(side % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(pictures[i].length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += pictures[i].length;
  });
  return Buffer.concat([head, ...pictures]);
}

/** macOS: chunks of type, length (with its own eight bytes) and picture. */
function icns(kinds) {
  const chunk = (type, body) => {
    const head = Buffer.alloc(8);
    head.write(type, 0, "ascii");
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return chunk("icns", Buffer.concat(Object.entries(kinds).map(([type, px]) => chunk(type, png(px)))));
}

writeFileSync(out("icon.png"), png(512));
writeFileSync(out("128x128.png"), png(128));
writeFileSync(out("32x32.png"), png(32));
writeFileSync(out("icon.ico"), ico([16, 24, 32, 48, 64, 128, 256]));
writeFileSync(out("icon.icns"), icns({ ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }));
