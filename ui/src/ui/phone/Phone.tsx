import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../Icon";
import { Bubble, type PhoneMessage } from "./Bubble";
import "./Phone.css";
import { type PhoneSkin, SHAPES } from "./skins";

export interface PhoneProps {
  /** Name for screen readers. */
  label: string;
  skin: PhoneSkin;
  /** The large plain text of handsets for the old. */
  isElder?: boolean | undefined;
  /** Who writes: a number or a name. */
  sender: string;
  messages: readonly PhoneMessage[];
  /** Shows where a long text is cut into segments. */
  showsSeams?: boolean | undefined;
  /** On the status line: "09:30". */
  clock?: string | undefined;
  /** In place of the line for answers, where somebody may write or tap. */
  compose?: ReactNode;
  /** Dark and silent. */
  isOff?: boolean | undefined;
  onFlashClose?: ((id: string) => void) | undefined;
}

/** A drawn handset that shows what a real one would. */
export function Phone(props: PhoneProps) {
  const { label, skin, isElder = false, sender, messages, showsSeams = false, clock = "09:30", compose, isOff = false } = props;
  const shape = SHAPES[skin];
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const end = useRef<HTMLOListElement>(null);
  const flash = messages.find((message) => message.isFlash && !closed.has(message.id));
  const listed = messages.filter((message) => !message.isFlash || closed.has(message.id));
  const newest = listed.at(-1)?.id;
  useEffect(() => {
    if (end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [newest]);
  const close = (id: string) => {
    setClosed(new Set(closed).add(id));
    props.onFlashClose?.(id);
  };
  return (
    <figure className={`hy-phone is-${skin} ${isElder ? "is-elder" : ""}`} aria-label={label}>
      <span className="hy-phone-keys" aria-hidden="true" />
      <div className={`hy-phone-screen ${isOff ? "is-off" : ""}`}>
        <div className="hy-phone-status" aria-hidden="true">
          <span>{clock}</span>
          <span className={`hy-phone-camera is-${shape.camera}`} />
          <StatusIcons />
        </div>
        {!isOff && (
          <>
            <div className={`hy-phone-head is-${shape.head}`}>
              <Icon name="chevron-left" size={20} />
              <span className="hy-phone-picture" aria-hidden="true">
                <Icon name="person" size={shape.head === "centred" ? 24 : 20} />
              </span>
              <span className="hy-phone-sender">{sender}</span>
            </div>
            <ol className="hy-phone-messages" ref={end} tabIndex={0} aria-label={sender}>
              {listed.map((message) => (
                <Bubble key={message.id} message={message} showsSeams={showsSeams} hasPicture={shape.hasPictures} />
              ))}
            </ol>
            {compose ?? <ComposeLine />}
            {flash && <Flash message={flash} sender={sender} onClose={close} />}
          </>
        )}
        <span className="hy-phone-home" aria-hidden="true" />
      </div>
    </figure>
  );
}

function Flash({ message, sender, onClose }: { message: PhoneMessage; sender: string; onClose: (id: string) => void }) {
  const { t } = useTranslation("kit");
  return (
    <div className="hy-phone-flash">
      <div role="alert">
        <strong>{sender}</strong>
        <p>{message.text}</p>
        {message.body}
        <button type="button" onClick={() => onClose(message.id)}>
          {t("close")}
        </button>
      </div>
    </div>
  );
}

/** The line where an answer would be written; drawn only. */
function ComposeLine() {
  return (
    <div className="hy-phone-compose" aria-hidden="true">
      <Icon name="plus" size={20} />
      <span />
      <Icon name="send" size={20} />
    </div>
  );
}

function StatusIcons() {
  return (
    <svg width="44" height="12" viewBox="0 0 44 12" fill="currentColor">
      <path d="M0 9h2v2H0zM3.5 7h2v4h-2zM7 4.5h2V11H7zM10.5 2h2v9h-2z" />
      <path d="M26 2.5h14.5v7.5H26zm1.2 1.2v5.1h12.1V3.7zM41.5 5h1.5v2.5h-1.5z" />
      <path d="M28 4.5h8v3.5h-8z" />
    </svg>
  );
}
