import { Fragment, type ReactNode } from "react";
import { Icon } from "../Icon";
import { cutAt } from "./seams";

export interface PhoneMessage {
  id: string;
  /** "me" is who holds the handset. */
  from: "me" | "them";
  text: string;
  /** As shown above the message: "09:30". */
  time?: string | undefined;
  /** Where the text is cut into segments, in UTF-16 units. */
  seams?: readonly number[] | undefined;
  /** Pops up over everything and goes when closed. */
  isFlash?: boolean | undefined;
  /** A card or a picture below the text. */
  body?: ReactNode;
  /** Chips below the bubble. */
  after?: ReactNode;
}

export function Bubble({ message, showsSeams, hasPicture }: { message: PhoneMessage; showsSeams: boolean; hasPicture: boolean }) {
  const { from, text, time, seams = [], body, after } = message;
  const parts = showsSeams ? cutAt(text, seams) : [text];
  return (
    <li className={`hy-bubble-row is-${from}`}>
      {time && <time className="hy-bubble-time">{time}</time>}
      <div className="hy-bubble-line">
        {hasPicture && from === "them" && (
          <span className="hy-phone-picture" aria-hidden="true">
            <Icon name="person" />
          </span>
        )}
        <div className={body === undefined ? "hy-bubble" : "hy-bubble has-body"}>
          {parts.map((part, at) => (
            <Fragment key={at}>
              {at > 0 && <span className="hy-seam">{`${at + 1}/${parts.length}`}</span>}
              {part}
            </Fragment>
          ))}
          {body}
        </div>
      </div>
      {after !== undefined && <div className="hy-bubble-after">{after}</div>}
    </li>
  );
}
