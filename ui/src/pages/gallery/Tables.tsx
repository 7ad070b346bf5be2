import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, ChannelTag, type Column, DataTable, Empty, ErrorPanel, Link, MasterDetail, notify, NOTHING, type Selection, type Sort, StatusTag, Timeline } from "../../ui";
import { Grid, Section } from "./Section";

const MANY = 3_000_000;
const PAGE = 100;
const TONES = ["good", "good", "good", "info", "bad", "good", "warn", "idle"] as const;
const CHANNELS = ["sms", "sms", "card", "rcs", "video", "flash"] as const;
const PROVINCES = ["beijing", "shanghai", "sichuan", "xinjiang"] as const;

interface Row {
  index: number;
  name: string;
}

export function Tables() {
  const { t } = useTranslation("kit");
  const names = t("gallery.table.names").split(",");
  const rowAt = (index: number): Row => ({ index, name: names[index % names.length] ?? "" });
  const columns = useRowColumns();
  const [loaded, setLoaded] = useState(PAGE);
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [open, setOpen] = useState<Row>();
  const [sort, setSort] = useState<Sort>({ column: "time", direction: "descending" });
  const rowKey = (row: Row) => String(row.index);
  const nothing = { kind: "cursor", rows: [] } as const;
  return (
    <Section id="tables" title={t("gallery.section.tables")}>
      <div className="gallery-table">
        <DataTable
          label={t("gallery.table.big")}
          columns={columns}
          rowKey={rowKey}
          source={{ kind: "places", total: MANY, rowAt, onRangeNeeded: () => {} }}
          sort={sort}
          onSort={setSort}
          rowTone={(row) => (TONES[row.index % TONES.length] === "bad" ? "bad" : undefined)}
          onOpen={(row) => notify({ title: row.name })}
        />
      </div>
      <div className="gallery-table">
        <MasterDetail
          list={
            <DataTable
              label={t("gallery.table.cursor")}
              columns={columns}
              rowKey={rowKey}
              source={{ kind: "cursor", rows: Array.from({ length: loaded }, (_, index) => rowAt(index)), hasMore: loaded < 5 * PAGE, onEndReached: () => setLoaded(loaded + PAGE), total: 5 * PAGE }}
              selection={selection}
              onSelect={setSelection}
              onOpen={setOpen}
              openKey={open ? rowKey(open) : "3"}
              bulk={
                <>
                  <Button size="small" icon="refresh" onPress={() => notify({ title: t("gallery.table.retry") })}>
                    {t("gallery.table.retry")}
                  </Button>
                  <Button size="small" icon="switch" onPress={() => notify({ title: t("gallery.table.change") })}>
                    {t("gallery.table.change")}
                  </Button>
                </>
              }
            />
          }
          detail={{
            isOpen: open !== undefined,
            onClose: () => setOpen(undefined),
            title: t("gallery.overlay.drawerTitle"),
            children: <Timeline label={t("gallery.flow.history")} entries={[{ id: "1", time: "2026-03-01 09:30", title: open?.name, tone: "good" }]} />,
          }}
        />
      </div>
      <Grid>
        <DataTable
          label={t("gallery.table.empty")}
          columns={columns}
          rowKey={rowKey}
          source={nothing}
          empty={
            <Empty title={t("gallery.table.emptyTitle")} action={<Button tone="primary">{t("gallery.state.emptyAction")}</Button>}>
              {t("gallery.table.emptyWords")}
            </Empty>
          }
        />
        <DataTable label={t("gallery.table.waiting")} columns={columns} rowKey={rowKey} source={nothing} isLoading />
        <DataTable
          label={t("gallery.table.broken")}
          columns={columns}
          rowKey={rowKey}
          source={nothing}
          error={<ErrorPanel isLarge cause={t("gallery.state.errorCause")} kept={t("gallery.state.errorKept")} code="HY-2041-7F3A" onRetry={() => notify({ title: t("retry") })} />}
        />
      </Grid>
    </Section>
  );
}

function useRowColumns(): Column<Row>[] {
  const { t } = useTranslation("kit");
  return [
    {
      id: "name",
      title: t("gallery.table.person"),
      width: 160,
      grow: 1,
      cell: (row) => (
        <Link isQuiet href="#tables">
          {row.name}
        </Link>
      ),
    },
    { id: "number", title: t("gallery.table.number"), width: 130, cell: (row) => `138****${String(row.index % 10_000).padStart(4, "0")}` },
    {
      id: "channel",
      title: t("gallery.field.kind"),
      width: 120,
      cell: (row) => {
        const channel = CHANNELS[row.index % CHANNELS.length] ?? "sms";
        return (
          <ChannelTag channel={channel} look="plain">
            {t(`gallery.channel.${channel}`)}
          </ChannelTag>
        );
      },
    },
    {
      id: "status",
      title: t("gallery.table.status"),
      width: 130,
      isSortable: true,
      cell: (row) => {
        const tone = TONES[row.index % TONES.length] ?? "idle";
        return <StatusTag tone={tone}>{t(`gallery.tone.${tone}`)}</StatusTag>;
      },
    },
    { id: "province", title: t("gallery.table.province"), width: 100, cell: (row) => t(`gallery.field.provinces.${PROVINCES[row.index % PROVINCES.length] ?? "beijing"}`) },
    { id: "segments", title: t("gallery.table.segments"), width: 90, isNumeric: true, isSortable: true, cell: (row) => (row.index % 3) + 1 },
    { id: "cost", title: t("gallery.table.cost"), width: 100, isNumeric: true, isSortable: true, cell: (row) => `¥${(((row.index % 3) + 1) * 0.04).toFixed(2)}` },
    { id: "time", title: t("gallery.table.time"), width: 150, isSortable: true, cell: (row) => `2026-03-01 09:${String(row.index % 60).padStart(2, "0")}` },
    { id: "row", title: t("gallery.table.note"), width: 110, isNumeric: true, isHidden: true, cell: (row) => (row.index + 1).toLocaleString() },
  ];
}
