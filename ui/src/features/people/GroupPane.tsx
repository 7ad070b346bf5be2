import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupRow } from "../../api/generated";
import { useAsk } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatCount } from "../../i18n/format";
import { ErrorPanel, IconButton, isComposing, Menu, Skeleton } from "../../ui";
import { GroupNameDialog, RemoveGroupDialog } from "./GroupDialogs";

type Asking = { what: "add" } | { what: "rename" | "remove"; group: GroupRow };

/** Everybody, and the groups with their counts. ↑ ↓ Home End walk, Enter chooses, F2 renames, Delete asks. */
export function GroupPane({ chosen, onChoose }: { chosen: string; onChoose: (group: string) => void }) {
  const { t } = useTranslation("people");
  const answer = useAsk("groups", {});
  const everybody = useAsk("people", { group: null, search: "", after: null, offset: 0, limit: 1, whole: false });
  const list = useRef<HTMLUListElement>(null);
  const [asking, setAsking] = useState<Asking>();
  const groups = answer.data?.groups ?? [];

  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    if (isComposing(event.nativeEvent)) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>(".people-group") ?? [])];
    const at = buttons.findIndex((button) => button === event.target);
    if (at < 0) return;
    const group = groups[at - 1];
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (target !== undefined) buttons[Math.min(Math.max(target, 0), buttons.length - 1)]?.focus();
    else if (event.key === "F2" && group) setAsking({ what: "rename", group });
    else if (event.key === "Delete" && group) setAsking({ what: "remove", group });
    else return;
    event.preventDefault();
  };

  return (
    <nav className="people-groups" aria-label={t("groups.title")}>
      <header>
        <h2>{t("groups.title")}</h2>
        <IconButton icon="plus" size="small" label={t("groups.add")} onPress={() => setAsking({ what: "add" })} />
      </header>
      <ul ref={list} onKeyDown={onKeyDown} title={t("groups.keys")}>
        <li>
          <GroupButton name={t("groups.all")} count={everybody.data?.total} isChosen={chosen === ""} isTabStop={!groups.some((group) => group.group === chosen)} onPress={() => onChoose("")} />
        </li>
        {groups.map((group) => (
          <li key={group.group}>
            <GroupButton name={group.name} count={group.people} isChosen={chosen === group.group} isTabStop={chosen === group.group} onPress={() => onChoose(group.group)} />
            <Menu
              label={t("groups.actions", { name: group.name })}
              trigger={<IconButton icon="more" size="small" label={t("groups.actions", { name: group.name })} />}
              groups={[
                {
                  actions: [
                    { id: "rename", label: t("groups.rename"), icon: "edit", keys: "F2", onAction: () => setAsking({ what: "rename", group }) },
                    { id: "remove", label: t("groups.removeOf", { name: group.name }), icon: "trash", keys: "Delete", isDanger: true, onAction: () => setAsking({ what: "remove", group }) },
                  ],
                },
              ]}
            />
          </li>
        ))}
      </ul>
      {answer.isPending && <Skeleton lines={4} />}
      {answer.error && <ErrorPanel {...errorWords(answer.error)} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />}
      {answer.data && groups.length === 0 && <p className="people-quiet">{t("groups.empty")}</p>}
      {asking?.what === "add" && <GroupNameDialog group={null} onClose={() => setAsking(undefined)} onDone={(group) => onChoose(group.group)} />}
      {asking?.what === "rename" && <GroupNameDialog group={asking.group} onClose={() => setAsking(undefined)} />}
      {asking?.what === "remove" && (
        <RemoveGroupDialog group={asking.group} onClose={() => setAsking(undefined)} onDone={() => chosen === asking.group.group && onChoose("")} />
      )}
    </nav>
  );
}

function GroupButton({ name, count, isChosen, isTabStop, onPress }: { name: string; count: number | undefined; isChosen: boolean; isTabStop: boolean; onPress: () => void }) {
  return (
    <button type="button" className="people-group" aria-current={isChosen ? "true" : undefined} tabIndex={isTabStop ? 0 : -1} title={name} onClick={onPress}>
      <span>{name}</span>
      {count !== undefined && <span className="people-count">{formatCount(count)}</span>}
    </button>
  );
}
