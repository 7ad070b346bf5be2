import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../i18n/format";
import { DateTime, Link, NumberField, RadioGroup } from "../../../ui";
import { minuteNow } from "../clock";
import { SPEED_MAX, UNDO_SECONDS_MAX, VALIDITY_HOURS_MAX } from "../model/steps";
import { useSend } from "../useSendModel";
import { lineWords } from "../words";

/** When, by which channel, how fast, how long it may wait, and how long it can be taken back. */
export function WhenStep() {
  const { t } = useTranslation("wizard");
  const { draft, dispatch, lacks, settings } = useSend();
  const undo = draft.undoSeconds ?? settings?.undo_seconds ?? 0;
  return (
    <>
      <RadioGroup
        label={t("when.start")}
        look="cards"
        value={draft.startAt === null ? "now" : "later"}
        onChange={(choice) => dispatch({ do: "startAt", startAt: choice === "now" ? null : nextHour() })}
        options={[
          { value: "now", label: t("when.now"), detail: t("when.nowDetail", { time: formatDuration(undo) }), icon: "send" },
          { value: "later", label: t("when.later"), detail: t("when.laterDetail"), icon: "clock" },
        ]}
        help={draft.business === "marketing" ? t("when.quiet") : undefined}
      />
      {draft.startAt !== null && (
        <DateTime
          label={t("when.at")}
          value={draft.startAt}
          onChange={(startAt) => dispatch({ do: "startAt", startAt: startAt ?? nextHour() })}
          min={minuteNow().slice(0, 10)}
          error={lacks.when.includes("timePast") ? t("when.past") : undefined}
        />
      )}
      <Channels />
      <fieldset className="send-more">
        <legend>{t("when.more")}</legend>
        <div className="send-fields">
          <NumberField
            label={t("when.speed")}
            unit={t("when.speedUnit")}
            help={t("when.speedHelp")}
            minValue={1}
            maxValue={SPEED_MAX}
            value={draft.speedPerSecond ?? Number.NaN}
            onChange={(value) => dispatch({ do: "speed", perSecond: orNull(value) })}
          />
          <NumberField
            label={t("when.validity")}
            unit={t("when.validityUnit")}
            help={t("when.validityHelp")}
            minValue={1}
            maxValue={VALIDITY_HOURS_MAX}
            value={draft.validityHours ?? Number.NaN}
            onChange={(value) => dispatch({ do: "validity", hours: orNull(value) })}
          />
          <NumberField
            label={t("when.undo")}
            unit={t("when.undoUnit")}
            help={t("when.undoHelp", { seconds: settings?.undo_seconds ?? 0 })}
            minValue={0}
            maxValue={UNDO_SECONDS_MAX}
            value={draft.undoSeconds ?? Number.NaN}
            onChange={(value) => dispatch({ do: "undoSeconds", seconds: orNull(value) })}
          />
        </div>
      </fieldset>
    </>
  );
}

const AUTOMATIC = "";

/** Only channels of this world: what is practised cannot reach a person, and the other way round. */
function Channels() {
  const { t } = useTranslation("wizard");
  const { draft, dispatch, channels, isPractice, lacks } = useSend();
  if (channels?.length === 0) {
    return (
      <p className="send-quiet">
        {t(isPractice ? "when.noChannelPractice" : "when.noChannelReal")}{" "}
        <Link href={isPractice ? "/practice" : "/channels"}>{t(isPractice ? "when.openPractice" : "when.addChannel")}</Link>
      </p>
    );
  }
  const options = (channels ?? []).map((channel) => ({
    value: channel.channel,
    label: channel.form.name,
    detail: lineWords(t, channel.state === "paused" ? "paused" : channel.line.state),
  }));
  return (
    <RadioGroup
      label={t("when.channel")}
      value={draft.channel ?? AUTOMATIC}
      onChange={(channel) => dispatch({ do: "channel", channel: channel === AUTOMATIC ? null : channel })}
      options={[{ value: AUTOMATIC, label: t("when.auto"), detail: t("when.autoDetail") }, ...options]}
      error={lacks.when.includes("channelOfOtherWorld") ? t("when.otherWorld") : undefined}
    />
  );
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** The next full hour that is at least half an hour away. */
function nextHour(): string {
  const at = new Date(`${minuteNow()}:00Z`);
  at.setUTCMinutes(at.getUTCMinutes() + 90, 0, 0);
  at.setUTCMinutes(0);
  return at.toISOString().slice(0, 16);
}
