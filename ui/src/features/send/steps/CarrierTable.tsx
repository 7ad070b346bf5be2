import { useTranslation } from "react-i18next";
import type { TaskCheck } from "../../../api/generated";
import { formatCount, formatMoney } from "../../../i18n/format";
import { carrierWords } from "../words";

/** Who carries how much, by which channel and for how much. */
export function CarrierTable({ check }: { check: TaskCheck }) {
  const { t } = useTranslation(["wizard", "states"]);
  return (
    <table className="send-table">
      <caption>{t("wizard:preview.carriers")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("wizard:preview.carrier")}</th>
          <th scope="col" className="is-numeric">
            {t("wizard:preview.people")}
          </th>
          <th scope="col" className="is-numeric">
            {t("wizard:check.segments")}
          </th>
          <th scope="col" className="is-numeric">
            {t("wizard:preview.cost")}
          </th>
          <th scope="col">{t("wizard:preview.channels")}</th>
        </tr>
      </thead>
      <tbody>
        {check.carriers.map((share) => (
          <tr key={share.carrier}>
            <th scope="row">{carrierWords(t, share.carrier)}</th>
            <td className="is-numeric">{formatCount(share.people)}</td>
            <td className="is-numeric">{formatCount(share.segments)}</td>
            <td className="is-numeric">{formatMoney(share.cost)}</td>
            <td>{share.channels.map((channel) => `${channel.name} ${formatCount(channel.people)}`).join(" · ")}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t("wizard:check.total")}</th>
          <td className="is-numeric">{formatCount(check.messages)}</td>
          <td className="is-numeric">{formatCount(check.segments)}</td>
          <td className="is-numeric">{formatMoney(check.cost)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
