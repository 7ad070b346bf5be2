import { useTranslation } from "react-i18next";
import type { PracticeStarted } from "../../api/generated";
import { useMode } from "../../api/mode";
import { useCommand } from "../../api/query";
import { useErrorWords } from "../../i18n/errorWords";
import { Button, ErrorPanel, Icon, Link } from "../../ui";
import { Doorway } from "./Doorway";

/** Two ways to begin: simulated carriers with a sample, or a real channel. */
export function Welcome({ name, onPractice, onChannel }: { name: string; onPractice: (started: PracticeStarted) => void; onChannel: () => void }) {
  const { t } = useTranslation("shell");
  const { setMode } = useMode();
  const start = useCommand("start_practice");
  const words = useErrorWords(start.error);
  return (
    <Doorway title={t("welcome.title", { name })} lead={t("welcome.lead")} isWide>
      <div className="choices">
        <section className="choice-card" aria-labelledby="choice-practice">
          <Icon name="practice" size={24} />
          <h2 id="choice-practice">{t("welcome.practice")}</h2>
          <p>{t("welcome.practiceWords")}</p>
          <Button
            tone="primary"
            isPending={start.isPending}
            onPress={() =>
              start.mutate(
                { sample: true, trouble: false },
                {
                  onSuccess: (started) => {
                    setMode("practice");
                    onPractice(started);
                  },
                },
              )
            }
          >
            {t(start.isPending ? "welcome.practiceBusy" : "welcome.practiceGo")}
          </Button>
        </section>
        <section className="choice-card" aria-labelledby="choice-real">
          <Icon name="channel" size={24} />
          <h2 id="choice-real">{t("welcome.real")}</h2>
          <p>{t("welcome.realWords")}</p>
          <Button
            isDisabled={start.isPending}
            onPress={() => {
              setMode("real");
              onChannel();
            }}
          >
            {t("welcome.realGo")}
          </Button>
        </section>
      </div>
      {words && <ErrorPanel {...words} />}
      <Link href="/">{t("welcome.skip")}</Link>
    </Doorway>
  );
}
