import { useTranslation } from "react-i18next";
import { ChannelTag, Goose, Icon, ICONS, type IconName, StatusTag } from "../../ui";
import { Grid, Line, Section } from "./Section";

const SURFACES = ["background", "raised", "sunken", "floating", "hover", "selected"] as const;
const TONES = ["info", "good", "warn", "bad", "idle"] as const;
const CHANNELS = ["sms", "video", "rcs", "card", "flash"] as const;
const NAMES = Object.keys(ICONS).filter((name): name is IconName => name in ICONS);

export function Look() {
  const { t } = useTranslation("kit");
  return (
    <Section id="look" title={t("gallery.section.look")}>
      <Grid>
        {SURFACES.map((surface) => (
          <div key={surface} className={`gallery-swatch is-${surface}`}>
            {t("gallery.sample")} <span className="gallery-quiet">{t("gallery.quiet")}</span> <span className="gallery-brand">{t("gallery.brand")}</span>
            <Line>
              {TONES.map((tone) => (
                <StatusTag key={tone} tone={tone} look="plain">
                  {t(`gallery.tone.${tone}`)}
                </StatusTag>
              ))}
            </Line>
            <small>{t(`gallery.surface.${surface}`)}</small>
          </div>
        ))}
      </Grid>
      <Line>
        {TONES.map((tone) => (
          <StatusTag key={tone} tone={tone}>
            {t(`gallery.tone.${tone}`)}
          </StatusTag>
        ))}
        {CHANNELS.map((channel) => (
          <ChannelTag key={channel} channel={channel}>
            {t(`gallery.channel.${channel}`)}
          </ChannelTag>
        ))}
      </Line>
      <div className="gallery-icons">
        {NAMES.map((name) => (
          <span key={name}>
            <Icon name={name} size={20} />
            {name}
          </span>
        ))}
      </div>
      <Goose size={200} />
    </Section>
  );
}
