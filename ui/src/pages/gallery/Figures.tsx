import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card, Chart, type ChartData, FigureCard, notify, StatFigure } from "../../ui";
import { Grid, Line, Section } from "./Section";

const DAYS = ["02-23", "02-24", "02-25", "02-26", "02-27", "02-28", "03-01"];
const CAUSES = ["off", "empty", "blocked", "full"] as const;
const percent = (value: number) => `${value.toFixed(1)}%`;

export function Figures() {
  const { t } = useTranslation("kit");
  const [chosen, setChosen] = useState<string>();
  const series = (id: "sms" | "card" | "rcs", values: number[]) => ({ id, name: t(`gallery.channel.${id}`), hue: id, values });
  const byDay: ChartData = { categoryTitle: t("gallery.figure.day"), categories: DAYS, series: [{ id: "delivered", name: t("gallery.figure.delivered"), values: [8120, 9433, 7210, 10212, 9788, 4020, 6512] }] };
  const byChannel: ChartData = {
    categoryTitle: t("gallery.figure.day"),
    categories: DAYS,
    series: [series("sms", [5200, 6100, 4300, 6900, 6200, 2900, 4100]), series("card", [1900, 2100, 1800, 2100, 2300, 700, 1500]), series("rcs", [1020, 1233, 1110, 1212, 1288, 420, 912])],
  };
  const failures: ChartData = {
    categoryTitle: t("gallery.figure.cause"),
    categories: CAUSES.map((cause) => t(`gallery.figure.causes.${cause}`)),
    series: [{ id: "failed", name: t("gallery.tone.bad"), hue: "bad", values: [412, 233, 120, 31] }],
  };
  const rates: ChartData = { categoryTitle: t("gallery.figure.day"), categories: DAYS, series: [series("sms", [98.1, 97.9, 98.4, 96.2, 98.0, 98.3, 98.2]), series("card", [91.2, 92.5, 92.1, 93.4, 90.1, 92.2, 93.0])] };
  return (
    <Section id="figures" title={t("gallery.section.figures")}>
      <Grid>
        <Card>
          <StatFigure label={t("gallery.figure.sent")} value="9,788" unit={t("gallery.figure.people")} delta={{ direction: "up", amount: "12.4%", against: t("gallery.figure.against"), isGood: true }} />
        </Card>
        <Card>
          <StatFigure label={t("gallery.figure.rate")} value="96.2%" delta={{ direction: "down", amount: "1.8%", against: t("gallery.figure.against"), isGood: false }} />
        </Card>
        <Card>
          <StatFigure label={t("gallery.figure.cost")} value="¥391.52" delta={{ direction: "same", amount: "0%", against: t("gallery.figure.against") }} />
        </Card>
      </Grid>
      <Line>
        {(["valid", "duplicate", "malformed"] as const).map((id) => (
          <FigureCard
            key={id}
            label={t(`gallery.figure.${id}`)}
            value={id === "valid" ? "9,788" : id === "duplicate" ? "204" : "31"}
            {...(id === "malformed" && { tone: "bad", detail: t("gallery.figure.malformedDetail") })}
            isSelected={chosen === id}
            onToggle={(isSelected) => setChosen(isSelected ? id : undefined)}
          />
        ))}
      </Line>
      <Card title={t("gallery.figure.card")} footer={t("gallery.figure.cardFoot")}>
        {t("gallery.sample")}
      </Card>
      <Grid>
        <Card>
          <Chart title={t("gallery.figure.byDay")} data={byDay} onPick={({ category, value }) => notify({ title: t("gallery.figure.picked", { name: category, value }) })} />
        </Card>
        <Card>
          <Chart title={t("gallery.figure.byChannel")} data={byChannel} isStacked />
        </Card>
        <Card>
          <Chart title={t("gallery.figure.failures")} data={failures} isHorizontal />
        </Card>
        <Card>
          <Chart title={t("gallery.figure.rateByDay")} kind="line" data={rates} format={percent} />
        </Card>
      </Grid>
    </Section>
  );
}
