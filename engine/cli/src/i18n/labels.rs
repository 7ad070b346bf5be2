//! Labels of the output, one field each.

macro_rules! labels {
    ($($name:ident,)*) => {
        /// Labels of the output.
        pub(crate) struct Labels { $(pub(crate) $name: &'static str,)* }
    };
}

labels! {
    error, kept, next, detail, place, field,
    yes, no, none, more,
    group, name, people, created, updated, number, fields, total,
    rows, added, merged, repaired, failed_rows, duplicates, columns, findings, imported_before, dry_run, open_elsewhere,
    nothing_imported,
    channel, carrier, account, address, version, price, state, line, sandbox, everything, secret_prompt,
    channel_removed, window, speed, connections, sender, trial_ok, took,
    task, business, text, signature, cost, segments, messages, excluded, starts_at, sample, share,
    may_start, may_not_start, no_effect, task_created, next_start, started, started_detached, no_engine, continues,
    submitted, delivered, failed, no_receipt, in_doubt, queued, waiting, recalled, stopped, replies, opt_outs,
    events, ended, release, expires, time, cause, action, code, tries, why, no_tasks, no_messages, no_replies,
    no_groups, no_channels, no_people, no_blocks,
    resent, interrupted, report_written, report_path, running, running_idle, engine_stopped,
    secret, ledger_written, carriers_up, logins, refused, receipts,
    healthy, noticed, unhealthy, fine, warning, broken,
    backup_done, portable, not_portable, restore_done, replaced, passphrase_prompt, passphrase_again,
    passphrase_differs, passphrase_backup_prompt,
    kind, scope, since, source, note, opt_out, blacklist, blocked, unblocked, learned,
    exported, sheet_list, heading_name,
    demo_title, demo_list, demo_note, importing, sending, reporting, awaiting_replies, data_folder, per_second,
    opt_out_yes, opt_out_ask, incomplete, beside_engine, block, hint,
    help_usage, help_commands, help_options, help_arguments, help_global, group_removed,
    use_command, use_option, use_missing, use_value, use_no_value, use_conflict, use_other, use_allowed, use_similar,
    use_next, use_kept,
}
