import { useQueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Session, UserView } from "../api/generated";
import { useLive } from "../api/live";
import { restQueries, useAsk, useCommand } from "../api/query";
import { LoginPage, SetupPage, UnreachablePage } from "../features/session";
import { errorWords } from "../i18n/errorWords";
import { notify, useDelayed } from "../ui";
import { AccountOf } from "./account";
import type { AppRouter } from "./router";
import "./Gate.css";

/** Without an engine it is asked again at this pace. */
const AGAIN_MS = 2_000;

/** Lets people in: first start, login, or the program. */
export function Gate({ router }: { router: AppRouter }) {
  const [isSilent, setSilent] = useState(false);
  const session = useAsk("session", {}, { everyMs: isSilent ? AGAIN_MS : undefined });
  const isUnknown = session.data === undefined;
  useEffect(() => setSilent(session.isError), [session.isError]);
  if (isUnknown && session.isError) {
    return <UnreachablePage error={session.error} everyMs={AGAIN_MS} onRetry={() => void session.refetch()} isRetrying={session.isFetching} />;
  }
  if (isUnknown) return <Starting />;
  return <Known session={session.data} router={router} />;
}

function Known({ session, router }: { session: Session; router: AppRouter }) {
  // Who was let in. An expired login keeps the screens, so that nothing typed is lost; leaving by will does not.
  const [kept, setKept] = useState<UserView | null>(null);
  const isOpen = session.state === "open";
  const inside = session.state === "open" ? session.user : kept;
  useEffect(() => {
    if (session.state === "open") setKept(session.user);
    if (session.state === "setup") setKept(null);
  }, [session]);
  useEffect(() => restQueries(!isOpen), [isOpen]);
  useLive(isOpen);
  if (session.state === "setup") return <SetupPage onDone={() => router.history.push("/welcome")} />;
  if (inside === null) return <LoginPage />;
  return (
    <>
      {!isOpen && (
        <div className="gate-again">
          <LoginPage isAgain />
        </div>
      )}
      <div className="gate-inside" key={inside.login} {...(!isOpen && { inert: true, "aria-hidden": true })}>
        <Inside session={session} user={inside} router={router} onLeave={() => setKept(null)} />
      </div>
    </>
  );
}

function Inside({ session, user, router, onLeave }: { session: Session; user: UserView; router: AppRouter; onLeave: () => void }) {
  const client = useQueryClient();
  const leave = useCommand("log_out");
  const logOut = () => {
    leave.mutateAsync({}).then(
      () => {
        onLeave();
        // Nothing that the next person should not see stays behind.
        client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
        router.history.push("/");
      },
      (error: unknown) => {
        const { cause, next } = errorWords(error);
        notify({ tone: "bad", title: cause, detail: next });
      },
    );
  };
  return (
    <AccountOf value={{ user, face: session.face, version: session.version, logOut }}>
      <RouterProvider router={router} />
    </AccountOf>
  );
}

function Starting() {
  const { t } = useTranslation("shell");
  const isSlow = useDelayed(400);
  return (
    <p className="gate-starting" role="status">
      {isSlow && t("session.connecting")}
    </p>
  );
}
