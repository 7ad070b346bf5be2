import { useLocation } from "@tanstack/react-router";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { formatCount } from "../i18n/format";
import { Icon, IconButton, Tooltip, TooltipTrigger } from "../ui";
import { useBadges } from "./badges";
import { navigation } from "./frameState";
import { groups, type Place, placeAt } from "./places";
import "./SideNav.css";

/** The groups of the program, with what is pending beside each place. */
export function SideNav() {
  const { t } = useTranslation("shell");
  const isFolded = navigation.use() === "folded";
  const badges = useBadges();
  const pathname = useLocation({ select: (location) => location.pathname });
  const here = placeAt(pathname);
  const current = here?.parent ?? here?.path;
  return (
    <nav className={isFolded ? "nav is-folded" : "nav"} aria-label={t("nav.label")}>
      <div className="nav-groups">
        {groups().map(({ group, places }) => (
          <section key={group} aria-labelledby={places.length > 1 ? `nav-${group}` : undefined}>
            {places.length > 1 && (
              <h2 className="nav-group" id={`nav-${group}`}>
                {t(`group.${group}`)}
              </h2>
            )}
            <ul>
              {places.map((place) => (
                <li key={place.id}>
                  <NavLink place={place} isCurrent={place.path === current} count={place.badge === undefined ? 0 : badges[place.badge]} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <footer className="nav-foot">
        <IconButton
          icon="sidebar"
          label={t(isFolded ? "nav.unfold" : "nav.fold")}
          keys="Ctrl+B"
          aria-expanded={!isFolded}
          onPress={() => navigation.set(isFolded ? "open" : "folded")}
        />
      </footer>
    </nav>
  );
}

function NavLink({ place, isCurrent, count }: { place: Place; isCurrent: boolean; count: number }) {
  const { t } = useTranslation("shell");
  const name = t(`place.${place.id}`);
  const badge = place.badge !== undefined && count > 0 ? t(`nav.badge.${place.badge}`, { count }) : undefined;
  return (
    <TooltipTrigger>
      <Link href={place.path} className="nav-link" {...(isCurrent && { "aria-current": "page" })}>
        <Icon name={place.icon} size={20} />
        <span className="nav-name">{name}</span>
        {badge !== undefined && (
          <span className="nav-badge">
            <span aria-hidden="true">{count > 99 ? "99+" : formatCount(count)}</span>
            <span className="hy-hidden">{badge}</span>
          </span>
        )}
      </Link>
      <Tooltip placement="right" keys={place.digit === undefined ? undefined : `Alt+${place.digit}`}>
        {badge === undefined ? name : `${name} · ${badge}`}
      </Tooltip>
    </TooltipTrigger>
  );
}
