import { useTranslation } from "react-i18next";
import type { PersonView } from "../../api/generated";
import { formatTime } from "../../i18n/format";
import { Card, type Fact, Facts, StatusTag } from "../../ui";

/** Who it is: carrier, lists, groups, what is known. */
export function PersonFacts({ person }: { person: PersonView }) {
  const { t } = useTranslation(["insights", "states"]);
  const carrier = person.carrier === null ? t("person.unknown") : t(`states:carrier.${person.carrier}`);
  const own: Fact[] = Object.entries(person.fields).map(([name, value]) => ({ name, value }));
  return (
    <Card title={person.name || person.shown} actions={<Standing person={person} />}>
      <Facts
        facts={[
          { name: t("person.field"), value: person.shown },
          {
            name: t("messages.carrier"),
            value: (
              <span className="person-tags">
                {carrier}
                {person.ported ? (
                  <StatusTag tone="info" icon="switch">
                    {t("person.ported")}
                  </StatusTag>
                ) : (
                  person.carrier !== null && <small className="quiet">{t("person.guess")}</small>
                )}
                {person.dead_since !== null && <StatusTag tone="bad">{t("person.dead", { at: formatTime(person.dead_since, "day") })}</StatusTag>}
              </span>
            ),
          },
          { name: t("person.groups"), value: person.groups.length > 0 ? person.groups.join("、") : t("person.noGroups") },
          { name: t("person.contact"), value: person.contact ? person.name || "–" : t("person.notContact") },
          ...own,
        ]}
      />
      {person.blocks.length > 0 && (
        <ul className="person-blocks">
          {person.blocks.map((block) => (
            <li key={block.block}>
              {t("person.blockRow", { kind: t(`states:block.${block.kind}`), at: formatTime(block.at), by: block.by })}
              {block.note !== "" && <span className="quiet"> {t("person.note", { note: block.note })}</span>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** Whether anything may be sent at all. */
function Standing({ person }: { person: PersonView }) {
  const { t } = useTranslation("insights");
  const kinds = (["blacklist", "opt_out"] as const).filter((kind) => person.blocks.some((block) => block.kind === kind));
  if (kinds.length === 0) return <StatusTag tone="good">{t("person.free")}</StatusTag>;
  return (
    <span className="person-tags">
      {kinds.map((kind) => (
        <StatusTag key={kind} tone="bad">
          {t(`person.blocked.${kind}`)}
        </StatusTag>
      ))}
    </span>
  );
}
