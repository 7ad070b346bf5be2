import { useTranslation } from "react-i18next";
import type { InspectedList } from "../../../api/generated";
import { Button } from "../../../ui";
import { useSend } from "../useSendModel";
import { Rows } from "./FirstRows";

/** Side by side, when the bytes may mean two things: who can read decides. */
export function Encodings({ list }: { list: InspectedList }) {
  const { t } = useTranslation("wizard");
  const { draft, dispatch } = useSend();
  if (list.encodings.length < 2 || draft.source?.layout.encoding) return null;
  return (
    <section className="send-encodings" aria-label={t("mapping.encodings")}>
      <h4>{t("mapping.encodings")}</h4>
      <div className="send-beside">
        {list.encodings.map(({ encoding, rows }) => (
          <div key={encoding}>
            <div className="send-scroll" tabIndex={0} role="region" aria-label={encoding.toUpperCase()}>
              <Rows rows={rows.slice(0, 4)} caption={encoding.toUpperCase()} />
            </div>
            <Button size="small" onPress={() => dispatch({ do: "layout", layout: { encoding } })} aria-label={`${t("mapping.takeEncoding")} ${encoding.toUpperCase()}`}>
              {t("mapping.takeEncoding")}
            </Button>
          </div>
        ))}
      </div>
    </section>
  );
}
