//! How all charts look: quiet lines, the same colours for the same things.

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, ChartType, Color,
};

use super::xlsx::DARK;

pub(super) const BLUE: Color = Color::RGB(0x2F_6D_B5);
pub(super) const SKY: Color = Color::RGB(0x8F_B8_DE);
pub(super) const GREEN: Color = Color::RGB(0x2E_9E_6B);
pub(super) const RED: Color = Color::RGB(0xD9_5F_4B);
pub(super) const GREY: Color = Color::RGB(0xA9_B2_BC);
pub(super) const PALE: Color = Color::RGB(0xF3_F6_FA);
pub(super) const FAINT: Color = Color::RGB(0x6B_75_80);
pub(super) const RULE: Color = Color::RGB(0xD5_DC_E4);

/// Rows of a chart.
pub(super) const CHART_ROWS: u32 = 15;
/// Pixels of an ordinary row.
const ROW_PIXELS: u32 = 20;

/// An empty chart with its title.
pub(super) fn titled(kind: ChartType, title: &str, width: u32, face: &str) -> Chart {
    let mut chart = Chart::new(kind);
    chart.set_width(width).set_height(CHART_ROWS * ROW_PIXELS);
    let mut title_font = font(face, 12);
    title_font.set_bold().set_color(DARK);
    chart.title().set_name(title).set_font(&title_font);
    chart.chart_area().set_format(ChartFormat::new().set_border(ChartLine::new().set_color(RULE)));
    chart
}

/// Legend below, quiet gridlines.
pub(super) fn axes(chart: &mut Chart, face: &str) {
    let font = font(face, 9);
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font);
    chart.x_axis().set_font(&font);
    chart.y_axis().set_font(&font).set_num_format("#,##0").set_min(0);
    chart.y_axis().set_major_gridlines_line(ChartLine::new().set_color(RULE).set_width(0.5));
}

pub(super) fn font(face: &str, size: u32) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(face).set_size(size);
    font
}

pub(super) fn fill(color: Color) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(color));
    format
}
