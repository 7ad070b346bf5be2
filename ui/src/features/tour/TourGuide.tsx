import { useLocation } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useGo } from "../../api/url";
import { Button, IconButton } from "../../ui";
import { TOUR_ANCHORS, type TourAnchor } from "./anchors";
import { besides, boxOf, useBox } from "./sight";
import { stepAfter, TOUR_STEPS } from "./steps";
import { useTour } from "./tour";
import "./TourGuide.css";

/** Walks along while a person does the real job: points at the next control, never in the way of it. */
export function TourGuide() {
  const { t } = useTranslation("shell");
  const tour = useTour();
  const go = useGo();
  const pathname = useLocation({ select: (location) => location.pathname });
  const isRunning = tour.progress === "running";
  const step = TOUR_STEPS[tour.at] ?? TOUR_STEPS[0];
  const sight = useRef<ReadonlySet<TourAnchor>>(new Set());
  const box = useBox(step?.anchor ?? "send-source", isRunning, () => {
    const now = new Set(TOUR_ANCHORS.filter((anchor) => boxOf(anchor) !== null));
    const next = stepAfter(tour.at, new Set([...now].filter((anchor) => !sight.current.has(anchor))));
    sight.current = now;
    if (next !== tour.at) tour.go(next);
  });
  if (tour.progress === "done") return <Finished onEnd={tour.end} />;
  if (!isRunning || step === undefined) return null;
  const place = box === null ? undefined : besides(box, { width: window.innerWidth, height: window.innerHeight });
  const isElsewhere = box === null && pathname !== step.address;
  return (
    <>
      {box !== null && <div className="tour-ring" style={{ left: box.left - 4, top: box.top - 4, width: box.width + 8, height: box.height + 8 }} />}
      <aside className={place ? "tour-card" : "tour-card is-docked"} style={place} aria-label={t("tour.label")} aria-live="polite">
        <header>
          <span className="tour-count">{t("tour.step", { at: tour.at + 1, of: TOUR_STEPS.length })}</span>
          <IconButton size="small" icon="x" label={t("tour.pause")} onPress={tour.pause} />
        </header>
        <h2>{t(`tour.steps.${step.id}.title`)}</h2>
        <p>{t(`tour.steps.${step.id}.words`)}</p>
        {!isElsewhere && <p className="tour-quiet">{t("tour.waiting")}</p>}
        <footer>
          <Button size="small" tone="quiet" onPress={tour.end}>
            {t("tour.end")}
          </Button>
          <span className="tour-space" />
          {tour.at > 0 && (
            <Button size="small" onPress={() => tour.go(tour.at - 1)}>
              {t("tour.back")}
            </Button>
          )}
          {isElsewhere ? (
            <Button size="small" tone="primary" onPress={() => go(step.address)}>
              {t("tour.go")}
            </Button>
          ) : (
            <Button size="small" onPress={() => tour.go(tour.at + 1)}>
              {t("tour.next")}
            </Button>
          )}
        </footer>
      </aside>
    </>
  );
}

function Finished({ onEnd }: { onEnd: () => void }) {
  const { t } = useTranslation("shell");
  const go = useGo();
  const leave = (address: string) => {
    onEnd();
    go(address);
  };
  return (
    <aside className="tour-card is-docked" aria-label={t("tour.label")} aria-live="polite">
      <h2>{t("tour.finished")}</h2>
      <p>{t("tour.finishedWords")}</p>
      <footer>
        <Button size="small" tone="quiet" onPress={onEnd}>
          {t("tour.end")}
        </Button>
        <span className="tour-space" />
        <Button size="small" tone="primary" onPress={() => leave("/channels?add=cmpp")}>
          {t("welcome.realGo")}
        </Button>
      </footer>
    </aside>
  );
}
