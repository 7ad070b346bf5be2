import { useState } from "react";

/** A choice that this window keeps over restarts; anything unknown in the storage counts as the first option. */
export function useRemembered<T extends string>(name: string, options: readonly [T, ...T[]]): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const kept = localStorage.getItem(name);
    return options.find((option) => option === kept) ?? options[0];
  });
  return [
    value,
    (next) => {
      localStorage.setItem(name, next);
      setValue(next);
    },
  ];
}
