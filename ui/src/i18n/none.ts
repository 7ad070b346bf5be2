/** Stands in for the words of an area that has no screens yet. */
export default {} as const;
