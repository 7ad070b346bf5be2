import "./Goose.css";

/** The house drawing: a wild goose in flight over water, in the brand hue. It stands beside words and says nothing itself. */
export function Goose({ size = 120 }: { size?: number }) {
  return (
    <svg className="hy-goose" width={size} height={(size * 3) / 4} viewBox="0 0 160 120" fill="none" aria-hidden="true">
      <g className="hy-goose-far">
        <path d="M18 30c4-3 7-3 9 0 2-3 5-3 9 0" />
        <path d="M42 18c3-2 5-2 7 0 2-2 4-2 7 0" />
        <path d="M22 104c8-4 16-4 24 0s16 4 24 0 16-4 24 0 16 4 24 0 14-4 22-1" />
        <path d="M48 113c7-3 13-3 20 0s13 3 20 0 13-3 20 0" />
      </g>
      <g className="hy-goose-near">
        <path d="M145 42c-4-4-10-4-13 0-2 3-1 6-4 9-6 5-14 6-23 6-6-14-17-27-36-37 1 15 5 28 14 38-14 1-30 5-47 15 18 2 33 4 49 1 19-4 37-9 45-20 3-4 3-8 6-9 3-2 6-2 9-3z" />
        <path d="M105 57c-7 3-14 3-22 1" />
        <path d="M78 31c4 9 9 16 15 22" />
        <path d="M36 73c9-1 17-3 25-6" />
        <path d="M86 75c0 9-4 16-12 22 14-2 25-10 31-26" />
        <path d="M137 43h.1" />
      </g>
    </svg>
  );
}
