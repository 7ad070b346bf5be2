import "./Kbd.css";

const SIGNS: Record<string, string> = { arrowup: "↑", arrowdown: "↓", arrowleft: "←", arrowright: "→", escape: "Esc", enter: "Enter", space: "Space" };

/** A shortcut as keycaps: "Ctrl+K". Several ways are parted by a space. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="hy-kbd">
      {keys.split(" ").map((way) => (
        <span key={way}>
          {way.split("+").map((key) => (
            <kbd key={key}>{SIGNS[key.toLowerCase()] ?? key}</kbd>
          ))}
        </span>
      ))}
    </span>
  );
}

/** What a key does, in a line of small print. */
export function KeyHint({ keys, children }: { keys: string; children: string }) {
  return (
    <span className="hy-key-hint">
      <Kbd keys={keys} />
      {children}
    </span>
  );
}
