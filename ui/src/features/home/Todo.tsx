import { useTranslation } from "react-i18next";
import type { Home } from "../../api/generated";
import { Card, Icon, type IconName, Link } from "../../ui";

type Kind = Home["todo"][number]["kind"];

const WAYS: Record<Kind, { href: string; icon: IconName }> = {
  ask: { href: "/inbox?filter=ask", icon: "help" },
  unread: { href: "/inbox?filter=unread", icon: "chat" },
  draft: { href: "/drafts", icon: "draft" },
  in_doubt: { href: "/messages?state=in_doubt", icon: "warn" },
  scheduled: { href: "/tasks?state=scheduled", icon: "clock" },
  faulted: { href: "/tasks?state=faulted", icon: "error" },
  jobs_failed: { href: "/reports", icon: "error" },
};

/** What waits for a person, each with the way there. */
export function Todo({ todo }: { todo: Home["todo"] }) {
  const { t } = useTranslation("home");
  const waiting = todo.filter((item) => item.count > 0);
  return (
    <Card title={t("todo.title")}>
      {waiting.length === 0 ? (
        <p className="quiet">{t("todo.empty")}</p>
      ) : (
        <ul className="home-list">
          {waiting.map(({ kind, count }) => (
            <li key={kind}>
              <Icon name={WAYS[kind].icon} />
              <Link href={WAYS[kind].href}>{t(`todo.${kind}`, { count })}</Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
