import type { ReactNode } from "react";
import { DropZone as AriaDropZone, FileTrigger, isFileDropItem } from "react-aria-components";
import { Button } from "./Button";
import "./DropZone.css";
import { Icon, type IconName } from "./Icon";

export interface DropZoneProps {
  /** What to drop here; also the name for screen readers. */
  label: string;
  hint?: ReactNode;
  /** Words of the button that opens the file dialog. */
  button: string;
  icon?: IconName | undefined;
  /** Endings with their dot: [".xlsx", ".csv"]. Everything, unless told. */
  accept?: readonly string[] | undefined;
  isMultiple?: boolean | undefined;
  isDisabled?: boolean | undefined;
  isPending?: boolean | undefined;
  onFiles: (files: File[]) => void;
  /** Names of what was dropped and has another ending. */
  onRefused?: ((names: string[]) => void) | undefined;
}

/** Takes files by drop, by paste or from the file dialog. */
export function DropZone(props: DropZoneProps) {
  const { label, hint, button, icon = "upload", accept, isMultiple = false, isDisabled = false, isPending = false } = props;
  const take = (files: readonly File[]) => {
    const { fitting, others } = sorted(files, accept);
    if (others.length > 0) props.onRefused?.(others);
    if (fitting.length > 0) props.onFiles(isMultiple ? fitting : fitting.slice(0, 1));
  };
  return (
    <AriaDropZone
      className="hy-drop"
      aria-label={label}
      isDisabled={isDisabled || isPending}
      onDrop={async (event) => take(await Promise.all(event.items.filter(isFileDropItem).map((item) => item.getFile())))}
    >
      <Icon name={icon} size={24} />
      <p className="hy-drop-label">{label}</p>
      {hint !== undefined && <p className="hy-drop-hint">{hint}</p>}
      <FileTrigger allowsMultiple={isMultiple} {...(accept && { acceptedFileTypes: accept })} onSelect={(files) => files && take([...files])}>
        <Button isDisabled={isDisabled} isPending={isPending}>
          {button}
        </Button>
      </FileTrigger>
    </AriaDropZone>
  );
}

function sorted(files: readonly File[], accept: readonly string[] | undefined): { fitting: File[]; others: string[] } {
  const fits = (file: File) => accept === undefined || accept.some((ending) => file.name.toLowerCase().endsWith(ending.toLowerCase()));
  return { fitting: files.filter(fits), others: files.filter((file) => !fits(file)).map((file) => file.name) };
}
