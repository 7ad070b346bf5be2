/** Cuts a text at its seams, given as offsets that `String.length` counts; what lies outside the text is no seam. */
export function cutAt(text: string, seams: readonly number[]): string[] {
  const inside = [...new Set(seams)].filter((at) => at > 0 && at < text.length).sort((a, b) => a - b);
  return [0, ...inside].map((from, part) => text.slice(from, inside[part] ?? text.length));
}
