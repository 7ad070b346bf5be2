import { call } from "../../api/call";
import { isSelected, type Selection } from "../../ui";
import type { Kind } from "./kinds";

const PAGE = 1_000;

/** The ids of chosen entries; of "all but these" every page is asked for. */
export async function gatherBlocks(selection: Selection, kind: Kind, search: string): Promise<string[]> {
  if (!selection.all) return [...selection.keys];
  const blocks: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof call<"blocks">>> = await call("blocks", { kind, search, after, limit: PAGE, whole: false });
    for (const { block } of page.blocks) if (isSelected(selection, block)) blocks.push(block);
    after = page.next;
  } while (after !== null);
  return blocks;
}
