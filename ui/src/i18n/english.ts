type Words = { [key: string]: string | Words };

/** All English words in one piece, loaded when English is chosen. */
const files = import.meta.glob<{ default: Words }>("./en/*.ts", { eager: true });

export default Object.fromEntries(Object.entries(files).map(([path, words]) => [path.replace(/^.*\/|\.ts$/g, ""), withOne(words.default)]));

/** Where the source language says a count in one way and English has not said it in two, one way serves both. */
function withOne(words: Words): Words {
  const found: Words = {};
  for (const [key, word] of Object.entries(words)) {
    found[key] = typeof word === "string" ? word : withOne(word);
    const one = key.replace(/_other$/, "_one");
    if (typeof word === "string" && one !== key && words[one] === undefined) found[one] = word;
  }
  return found;
}
