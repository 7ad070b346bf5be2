import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Handset } from "../../api/generated";
import { useAsk } from "../../api/query";
import { useGo, useUrlState } from "../../api/url";
import { useErrorWords } from "../../i18n/errorWords";
import { formatCount, formatPhone, formatTime } from "../../i18n/format";
import { Button, Card, Drawer, Empty, ErrorPanel, Icon, SearchField, Skeleton } from "../../ui";
import { HandsetView } from "./HandsetView";

/** Handsets on the wall at once: two screens full; the search finds the others. */
const SHOWN_MAX = 60;

/** Everybody who received something, the last one first. */
export function HandsetWall() {
  const { t } = useTranslation(["practice", "states"]);
  const go = useGo();
  const [url, setUrl] = useUrlState({ handset: "" });
  const [search, setSearch] = useState("");
  const digits = search.replace(/\D/g, "");
  const answer = useAsk("handsets", { search: digits, limit: SHOWN_MAX }, { keep: true });
  const failed = useErrorWords(answer.error);
  const handsets = answer.data?.handsets ?? [];
  const isSearching = digits !== "";
  return (
    <Card
      title={t("practice:wall.title")}
      actions={<SearchField label={t("practice:wall.search")} value={search} onChange={setSearch} />}
      footer={answer.data && handsets.length < answer.data.total ? t("practice:wall.showing", { count: handsets.length }) : undefined}
    >
      <div data-tour="handset-wall">
        {answer.data && <p className="hy-practice-count" role="status">{t("practice:wall.count", { count: answer.data.total, shown: formatCount(answer.data.total) })}</p>}
        {answer.isPending && <Skeleton lines={4} />}
        {!answer.data && failed && <ErrorPanel {...failed} onRetry={() => void answer.refetch()} />}
        {answer.data && handsets.length === 0 && (
          <Empty
            title={isSearching ? t("practice:wall.noneFound", { search: digits }) : t("practice:wall.empty")}
            action={!isSearching && <Button tone="sandbox" icon="send" onPress={() => go("/send")}>{t("practice:wall.send")}</Button>}
            isSmall={isSearching}
          >
            {!isSearching && t("practice:wall.emptyWords")}
          </Empty>
        )}
        <ul className="hy-practice-wall" aria-label={t("practice:wall.list")}>
          {handsets.map((handset) => (
            <HandsetTile key={handset.number} handset={handset} onOpen={() => setUrl({ handset: handset.number })} />
          ))}
        </ul>
      </div>
      <Drawer isOpen={url.handset !== ""} onClose={() => setUrl({ handset: "" })} title={t("practice:handset.title", { number: formatPhone(url.handset) })}>
        {url.handset !== "" && <HandsetView number={url.handset} />}
      </Drawer>
    </Card>
  );
}

function HandsetTile({ handset, onOpen }: { handset: Handset; onOpen: () => void }) {
  const { t } = useTranslation(["practice", "states"]);
  const number = formatPhone(handset.number);
  return (
    <li>
      <button type="button" className={`hy-practice-tile ${handset.off ? "is-off" : ""}`} onClick={onOpen} aria-label={t("practice:wall.open", { number })}>
        <span className="hy-practice-tile-head">
          <Icon name="phone" />
          <strong>{number}</strong>
          <span>{t(`states:carrierShort.${handset.carrier}`)}</span>
        </span>
        <span className="hy-practice-tile-text">{handset.off ? t("practice:wall.off") : handset.last_text}</span>
        <span className="hy-practice-tile-foot">
          <span>{t("practice:wall.messages", { count: handset.messages })}</span>
          <time>{formatTime(handset.last_at, "clock")}</time>
        </span>
      </button>
    </li>
  );
}
