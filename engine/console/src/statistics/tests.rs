use super::*;
use crate::open::ConsoleOptions;

fn of(from: &str, to: &str) -> StatisticsOf {
    StatisticsOf {
        from: from.to_owned(),
        to: to.to_owned(),
        by: Dimension::Day,
        sandbox: false,
        carrier: None,
        channel: None,
        business: None,
    }
}

#[tokio::test]
async fn an_empty_store_has_every_day_and_nothing_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let console = Console::open(ConsoleOptions::new(folder.path()).key_in_file()).await.unwrap();
    let told = console.statistics(&of("2026-02-27", "2026-03-02")).await.unwrap();
    let days: Vec<&str> = told.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(days, ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]);
    assert_eq!((told.total.people, told.total.cost.as_str()), (0, "0.000"));
    console.close().await;
}

#[test]
fn every_mistake_of_a_period_is_told() {
    let mistakes = |of: &StatisticsOf| -> Vec<String> {
        let error = slice_of(of).unwrap_err();
        assert_eq!(error.code, ErrorCode::PeriodInvalid);
        error.mistakes.iter().map(|mistake| format!("{}:{}", mistake.field, mistake.code)).collect()
    };
    assert_eq!(mistakes(&of("2026-02-30", "")), ["from:bad_time", "to:bad_time"]);
    assert_eq!(mistakes(&of("2026-03-02", "2026-03-01")), ["to:out_of_range"]);
    assert_eq!(mistakes(&of("1990-01-01", "2026-03-01")), ["to:out_of_range"]);
    let strange = StatisticsOf {
        carrier: Some("XYZ".to_owned()),
        channel: Some("one".to_owned()),
        business: Some("advice".to_owned()),
        ..of("2026-03-01", "2026-03-01")
    };
    assert_eq!(mistakes(&strange), ["carrier:not_one_of", "business:not_one_of", "channel:not_one_of"]);
}

#[test]
fn values_go_out_as_codes_and_none_is_empty() {
    let row = |key: &str| Row { key: key.to_owned(), ..Row::default() };
    assert_eq!(row_of(&row("3"), Dimension::Carrier).key, "CTCC");
    assert_eq!(row_of(&row("0"), Dimension::Channel).key, "");
    assert_eq!(row_of(&row("0"), Dimension::Template).key, "");
    assert_eq!(row_of(&row("12"), Dimension::Task).key, "12");
    assert_eq!(row_of(&row(REST), Dimension::Carrier).key, REST);
    assert_eq!(row_of(&Row::default(), Dimension::Carrier).key, "", "a sum has no value");
}
