import { Outlet, useLocation } from "@tanstack/react-router";
import { Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngineState } from "../api/live";
import { useMode } from "../api/mode";
import { useAsk, useCommand } from "../api/query";
import { Palette } from "../features/palette";
import { ChangePassword } from "../features/session";
import { TourGuide } from "../features/tour";
import { Tray } from "../features/tray";
import { errorWords } from "../i18n/errorWords";
import { Banner, Button, notify, Skeleton } from "../ui";
import { useAccount } from "./account";
import { useActionCommands, usePlaceCommands } from "./commands";
import "./Frame.css";
import { type Overlay, OverlaysOf } from "./frameState";
import { KeySheet } from "./KeySheet";
import { placeAt } from "./places";
import { SideNav } from "./SideNav";
import { TopBar } from "./TopBar";
import { useFrameShortcuts } from "./shortcuts";

/** Navigation at the left, the bar above, the screen, the tray below; what opens over all of them. */
export function Frame() {
  const { t } = useTranslation("shell");
  const { face, user, version } = useAccount();
  const [overlay, setOverlay] = useState<Exclude<Overlay, "tray"> | null>(null);
  const [isTrayOpen, setTrayOpen] = useState(false);
  const overlays = useMemo(() => ({ open: (wanted: Overlay) => (wanted === "tray" ? setTrayOpen(true) : setOverlay(wanted)) }), []);
  const { mode } = useMode();
  const main = useArrival();
  useFrameShortcuts(overlays.open, overlay !== null);
  const close = () => setOverlay(null);
  return (
    <OverlaysOf value={overlays}>
      <div className={mode === "practice" ? "frame is-practice" : "frame"}>
        <a className="frame-skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>
          {t("app.skip")}
        </a>
        {mode === "practice" && (
          <p className="frame-mark" role="note">
            <span>{t("mode.mark")}</span>
          </p>
        )}
        <TopBar />
        <SideNav />
        <div className="frame-work">
          <Notices version={version} />
          <main id="main" ref={main} tabIndex={-1} className="frame-main">
            <Suspense fallback={<div className="frame-loading"><Skeleton lines={6} /></div>}>
              <Outlet />
            </Suspense>
          </main>
          <Tray face={face} isOpen={isTrayOpen} onToggle={() => setTrayOpen(!isTrayOpen)} />
        </div>
        <TourGuide />
        {overlay === "palette" && <Commands onClose={close} />}
        <KeySheet isOpen={overlay === "shortcuts"} onClose={close} />
        <ChangePassword user={user} isOpen={overlay === "password"} onClose={close} />
      </div>
    </OverlaysOf>
  );
}

function Commands({ onClose }: { onClose: () => void }) {
  return <Palette isOpen onClose={onClose} places={usePlaceCommands()} actions={useActionCommands()} />;
}

/** What is true of every screen now: no engine, another program, practice without carriers. */
function Notices({ version }: { version: string }) {
  const { t } = useTranslation("shell");
  const state = useEngineState();
  const { mode } = useMode();
  const [first] = useState(version);
  return (
    <div className="frame-notices">
      {state === "offline" && <Banner kind="offline">{t("offline.bar")}</Banner>}
      {version !== first && (
        <Banner
          kind="warn"
          action={
            <Button size="small" icon="refresh" onPress={() => window.location.reload()}>
              {t("page.reload")}
            </Button>
          }
        >
          {t("offline.hasVersion")}
        </Banner>
      )}
      {mode === "practice" && state === "live" && <IdlePractice />}
    </div>
  );
}

function IdlePractice() {
  const { t } = useTranslation("shell");
  const practice = useAsk("practice", {});
  const start = useCommand("start_practice");
  const now = practice.data;
  if (now?.running !== false) return null;
  return (
    <Banner
      kind="sandbox"
      action={
        <Button
          size="small"
          isPending={start.isPending}
          onPress={() =>
            start.mutate(
              { sample: false, trouble: now.trouble },
              {
                onError: (error) => {
                  const { cause, next } = errorWords(error);
                  notify({ tone: "bad", title: cause, detail: next });
                },
              },
            )
          }
        >
          {t("mode.start")}
        </Button>
      }
    >
      {t("mode.stopped")}
    </Banner>
  );
}

/** After going somewhere: the title of the window, the top of the page, and the focus in it unless a field took it. */
function useArrival() {
  const { t } = useTranslation("shell");
  const main = useRef<HTMLElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  const place = placeAt(pathname);
  const title = place ? t("app.titled", { page: t(`place.${place.id}`) }) : t("app.name");
  useEffect(() => {
    document.title = title;
  }, [title]);
  const from = useRef(pathname);
  useEffect(() => {
    if (from.current === pathname) return;
    from.current = pathname;
    main.current?.scrollTo({ top: 0 });
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
