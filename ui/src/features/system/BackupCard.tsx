import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveTarget } from "../../api/files";
import { useCommand } from "../../api/query";
import { chinaTime } from "../../i18n/format";
import { useErrorWords } from "../../i18n/errorWords";
import { Button, Card, CopyButton, ErrorPanel, notify, TextField } from "../../ui";

/** Makes a backup in the background, and says how one is brought back. */
export function BackupCard() {
  const { t } = useTranslation("system");
  const [phrase, setPhrase] = useState({ first: "", again: "" });
  const [unreached, setUnreached] = useState<unknown>(null);
  const backup = useCommand("backup");
  const failed = useErrorWords(backup.error ?? unreached);
  const differs = phrase.first !== phrase.again;
  const make = async () => {
    setUnreached(null);
    try {
      const target = await saveTarget(`hongyan-backup-${chinaTime(new Date()).slice(0, 10)}`);
      if (target === null) return;
      await backup.mutateAsync({ to: target.to, passphrase: phrase.first === "" ? null : phrase.first });
      setPhrase({ first: "", again: "" });
      notify({ title: t("data.started") });
    } catch (error) {
      setUnreached(error);
    }
  };
  return (
    <>
      <Card title={t("data.backup")}>
        <div className="hy-system">
          <p>{t("data.backupWords")}</p>
          <TextField label={t("data.passphrase")} type="password" autoComplete="new-password" value={phrase.first} onChange={(first) => setPhrase({ ...phrase, first })} />
          {phrase.first !== "" && (
            <TextField label={t("data.passphraseAgain")} type="password" autoComplete="new-password" value={phrase.again} onChange={(again) => setPhrase({ ...phrase, again })} error={differs && phrase.again !== "" ? t("data.passphraseDiffers") : undefined} />
          )}
          {failed && <ErrorPanel {...failed} />}
          <div><Button tone="primary" icon="download" isDisabled={differs} isPending={backup.isPending} onPress={() => void make()}>{t("data.backupGo")}</Button></div>
        </div>
      </Card>
      <Card title={t("data.restore")} actions={<CopyButton text={t("data.restoreCommand")} />}>
        <p>{t("data.restoreWords")}</p>
        <p><code>{t("data.restoreCommand")}</code></p>
      </Card>
    </>
  );
}
