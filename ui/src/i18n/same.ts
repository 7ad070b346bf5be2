/**
 * The shape of another language's words: the same keys, any text. Chinese has one form for every count (`_other`);
 * a language with more forms may add `_one` beside it.
 */
export type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> } & {
  readonly [K in keyof T as K extends `${infer Base}_other` ? `${Base}_one` : never]?: string;
};
