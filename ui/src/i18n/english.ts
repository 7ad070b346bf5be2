/** All English words in one piece, loaded when English is chosen. */
const files = import.meta.glob<{ default: Record<string, unknown> }>("./en/*.ts", { eager: true });

export default Object.fromEntries(Object.entries(files).map(([path, words]) => [path.replace(/^.*\/|\.ts$/g, ""), words.default]));
