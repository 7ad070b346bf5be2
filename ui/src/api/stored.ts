import { useSyncExternalStore } from "react";

/** A choice that all parts of this window share and that outlives it; anything unknown counts as the first option. */
export interface Stored<T extends string> {
  get: () => T;
  set: (value: T) => void;
  use: () => T;
}

export function stored<T extends string>(name: string, options: readonly [T, ...T[]]): Stored<T> {
  const watchers = new Set<() => void>();
  const get = () => {
    const kept = localStorage.getItem(name);
    return options.find((option) => option === kept) ?? options[0];
  };
  const watch = (changed: () => void) => {
    // Other windows of this program say it by a storage event.
    const elsewhere = (event: StorageEvent) => event.key === name && changed();
    watchers.add(changed);
    window.addEventListener("storage", elsewhere);
    return () => {
      watchers.delete(changed);
      window.removeEventListener("storage", elsewhere);
    };
  };
  return {
    get,
    set: (value) => {
      localStorage.setItem(name, value);
      for (const changed of watchers) changed();
    },
    use: () => useSyncExternalStore(watch, get),
  };
}
