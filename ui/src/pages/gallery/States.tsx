import { useTranslation } from "react-i18next";
import { Banner, Button, Card, Empty, ErrorPanel, Link, Meter, notify, Progress, Skeleton } from "../../ui";
import { Grid, Section } from "./Section";

export function States() {
  const { t } = useTranslation("kit");
  return (
    <Section id="states" title={t("gallery.section.states")}>
      <Banner>{t("gallery.state.info")}</Banner>
      <Banner kind="warn" action={<Link href="#states">{t("gallery.state.renew")}</Link>}>
        {t("gallery.state.warn")}
      </Banner>
      <Banner kind="offline">{t("gallery.state.offline")}</Banner>
      <Banner kind="sandbox">{t("gallery.state.sandbox")}</Banner>
      <Grid>
        <Meter label={t("gallery.state.quota")} text={t("gallery.state.quotaText")} value={7200} max={10000} tone="warn" />
        <Progress label={t("gallery.state.sending")} text={t("gallery.state.sendingText")} value={3214} max={9788} />
        <Progress label={t("gallery.state.importing")} />
        <Card title={t("gallery.state.loading")}>
          <Skeleton />
        </Card>
        <Card>
          <Empty title={t("gallery.state.emptyTitle")} action={<Button tone="primary">{t("gallery.state.emptyAction")}</Button>}>
            {t("gallery.state.emptyWords")}
          </Empty>
        </Card>
        <Card>
          <Empty isSmall title={t("gallery.state.emptyTitle")}>
            {t("gallery.state.emptyWords")}
          </Empty>
        </Card>
      </Grid>
      <ErrorPanel
        cause={t("gallery.state.errorCause")}
        kept={t("gallery.state.errorKept")}
        next={t("gallery.state.errorNext")}
        code="HY-2041-7F3A"
        onRetry={() => notify({ title: t("retry") })}
      />
    </Section>
  );
}
