import { createContext, useContext } from "react";

/** Gives a file to the person. */
export type SaveFile = (file: Blob, name: string) => void | Promise<void>;

const Saver = createContext<SaveFile>(download);
export const SaverOf = Saver.Provider;

export function useSaveFile(): SaveFile {
  return useContext(Saver);
}

/** What a browser does with a link that has a file behind it. */
function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser reads it after this call
}
