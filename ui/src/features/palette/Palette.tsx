import { useEffect, useState } from "react";
import { Autocomplete, Dialog, Header, Input, ListBox, ListBoxItem, ListBoxSection, Modal, ModalOverlay, SearchField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useGo } from "../../api/url";
import { Icon, Kbd, KeyHint } from "../../ui";
import { type Command, type Entry, useEntries } from "./entries";
import { loadPinyin, type Pinyin } from "./match";
import "./Palette.css";

/** Goes anywhere, does anything, finds a task, a template, a person or a number. */
export function Palette({ isOpen, onClose, places, actions }: { isOpen: boolean; onClose: () => void; places: readonly Command[]; actions: readonly Command[] }) {
  const { t } = useTranslation("shell");
  return (
    <ModalOverlay className="hy-scrim palette-scrim" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className="palette">
        <Dialog aria-label={t("palette.label")} className="palette-dialog">
          <Content onClose={onClose} places={places} actions={actions} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Content({ onClose, places, actions }: { onClose: () => void; places: readonly Command[]; actions: readonly Command[] }) {
  const { t } = useTranslation("shell");
  const [text, setText] = useState("");
  const pinyin = usePinyin();
  const { groups, isSearching } = useEntries({ text, places, actions, pinyin, go: useGo() });
  const entries = new Map<string, Entry>(groups.flatMap((group) => group.entries.map((entry) => [entry.id, entry] as const)));
  const run = (id: string) => {
    onClose();
    entries.get(id)?.run();
  };
  return (
    <>
      <Autocomplete inputValue={text} onInputChange={setText}>
        <SearchField aria-label={t("palette.label")} className="palette-field" autoFocus>
          <Icon name="search" size={20} />
          <Input placeholder={t("palette.placeholder")} />
          <Kbd keys="Esc" />
        </SearchField>
        <ListBox
          aria-label={t("palette.label")}
          className="palette-list"
          selectionMode="none"
          onAction={(key) => run(String(key))}
          renderEmptyState={() => (isSearching ? <p className="palette-none">{t("palette.searching")}</p> : <Nothing text={text} />)}
        >
          {groups.map((group) => (
            <ListBoxSection key={group.id} id={group.id}>
              <Header className="palette-group">{t(`palette.groups.${group.id}`)}</Header>
              {group.entries.map((entry) => (
                <ListBoxItem key={entry.id} id={entry.id} textValue={entry.label} className="hy-option">
                  <Icon name={entry.icon} />
                  <span className="palette-label">{entry.label}</span>
                  {entry.detail && <span className="palette-detail">{entry.detail}</span>}
                  {entry.keys && <Kbd keys={entry.keys} />}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </Autocomplete>
      <footer className="palette-hints">
        <KeyHint keys="ArrowUp ArrowDown">{t("palette.hint.move")}</KeyHint>
        <KeyHint keys="Enter">{t("palette.hint.run")}</KeyHint>
        <KeyHint keys="Esc">{t("palette.hint.close")}</KeyHint>
      </footer>
    </>
  );
}

function Nothing({ text }: { text: string }) {
  const { t } = useTranslation("shell");
  return (
    <div className="palette-none">
      <p>{t("palette.empty", { text })}</p>
      <p>{t("palette.emptyHint")}</p>
    </div>
  );
}

function usePinyin(): Pinyin | null {
  const [pinyin, setPinyin] = useState<Pinyin | null>(null);
  useEffect(() => {
    let wanted = true;
    // Without the tables, words are still found as they are written.
    loadPinyin().then(
      (found) => wanted && setPinyin(() => found),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, []);
  return pinyin;
}
