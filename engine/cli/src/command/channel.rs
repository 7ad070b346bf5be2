//! Channels.

use hongyan_console::channel::{ChannelForm, ChannelView, CmppForm, Trial};
use hongyan_console::{Console, ConsoleError, Role};

use crate::app::App;
use crate::args::{Channel, ChannelAdd};
use crate::i18n::Words;
use crate::out::Out;

pub(super) async fn channel(app: &App, args: Channel) -> Result<bool, ConsoleError> {
    let console = app.open(Role::Beside).await?;
    let done = work(app, &console, args).await;
    console.close().await;
    done
}

async fn work(app: &App, console: &Console, args: Channel) -> Result<bool, ConsoleError> {
    let label = &app.words.label;
    match args {
        Channel::Add(args) => {
            let secret = app.secret(label.secret_prompt)?;
            let added = console.add_channel(&form_of(*args), secret).await?;
            app.out.reply(&added, |out| show(out, app.words, &added));
        }
        Channel::List => {
            let channels = console.channels().await?;
            app.out.reply(&channels, |out| list(out, app.words, &channels));
        }
        Channel::Show(which) => {
            let channel = console.channel(&which.channel).await?;
            app.out.reply(&channel, |out| show(out, app.words, &channel));
        }
        Channel::Test(which) => {
            let trial = console.test_channel(&which.channel).await?;
            app.out.reply(&trial, |out| tried(out, app.words, &trial));
            return Ok(trial.ok);
        }
        Channel::Pause(which) => {
            let channel = console.pause_channel(&which.channel).await?;
            app.out.reply(&channel, |out| show(out, app.words, &channel));
        }
        Channel::Resume(which) => {
            let channel = console.resume_channel(&which.channel).await?;
            app.out.reply(&channel, |out| show(out, app.words, &channel));
        }
        Channel::Remove(which) => {
            let channel = console.remove_channel(&which.channel).await?;
            app.out
                .reply(&channel, |out| out.line(&format!("{} {}", channel.form.name, label.channel_removed)));
        }
    }
    Ok(true)
}

fn form_of(args: ChannelAdd) -> ChannelForm {
    ChannelForm {
        name: args.name,
        sandbox: args.sandbox,
        carriers: args.carriers,
        business_types: args.business,
        price: args.price,
        rank: args.rank,
        weight: args.weight,
        cmpp: CmppForm {
            host: args.host,
            port: args.port,
            account: args.account,
            version: args.cmpp_version,
            allow_lower_version: args.allow_lower_version,
            service_code: args.service_code,
            extension_digits: args.extension_digits,
            service_id: args.service_id,
            fee_user_type: args.fee_user_type,
            fee_terminal: args.fee_terminal,
            fee_type: args.fee_type,
            fee_code: args.fee_code,
            msg_src: args.msg_src,
            window: args.window,
            speed_per_second: args.speed,
            connections: args.connections,
            receipts: !args.no_receipts,
            ..CmppForm::default()
        },
    }
}

fn line_of(words: &Words, channel: &ChannelView) -> String {
    let state = (words.line_state)(&channel.line.state).unwrap_or(&channel.line.state);
    match (words.line)(&channel.line.cause) {
        Some(why) => format!("{state}: {}", why.cause),
        None => state.to_owned(),
    }
}

fn list(out: &Out, words: &Words, channels: &[ChannelView]) {
    let label = &words.label;
    if channels.is_empty() {
        return out.line(label.no_channels);
    }
    let rows: Vec<Vec<String>> = channels
        .iter()
        .map(|channel| {
            vec![
                channel.channel.clone(),
                channel.form.name.clone(),
                (words.line_state)(channel.state).unwrap_or(channel.state).to_owned(),
                line_of(words, channel),
                format!("{}:{}", channel.form.cmpp.host, channel.form.cmpp.port),
                channel.form.cmpp.account.clone(),
                carriers(words, channel),
                channel.form.price.clone(),
            ]
        })
        .collect();
    let headers =
        ["#", label.name, label.state, label.line, label.address, label.account, label.carrier, label.price];
    out.table(&headers, &rows);
}

fn carriers(words: &Words, channel: &ChannelView) -> String {
    if channel.form.carriers.is_empty() {
        return words.label.everything.to_owned();
    }
    channel.form.carriers.iter().map(|code| words.carrier_code(code)).collect::<Vec<_>>().join(", ")
}

fn show(out: &Out, words: &Words, channel: &ChannelView) {
    let label = &words.label;
    let (form, cmpp) = (&channel.form, &channel.form.cmpp);
    let business = match form.business_types.is_empty() {
        true => label.everything.to_owned(),
        false => {
            form.business_types.iter().map(|code| words.business_code(code)).collect::<Vec<_>>().join(", ")
        }
    };
    out.facts(&[
        (label.channel, format!("{} {}", channel.channel, form.name)),
        (label.state, (words.line_state)(channel.state).unwrap_or(channel.state).to_owned()),
        (label.line, line_of(words, channel)),
        (label.address, format!("{}:{}", cmpp.host, cmpp.port)),
        (label.account, cmpp.account.clone()),
        (label.version, format!("CMPP {}", cmpp.version)),
        (label.sender, format!("{} (+{})", cmpp.service_code, cmpp.extension_digits)),
        (label.carrier, carriers(words, channel)),
        (label.business, business),
        (label.price, form.price.clone()),
        (label.window, cmpp.window.to_string()),
        (label.connections, cmpp.connections.to_string()),
        (label.speed, cmpp.speed_per_second.map(|speed| speed.to_string()).unwrap_or_default()),
        (label.sandbox, (if form.sandbox { label.yes } else { label.no }).to_owned()),
    ]);
}

fn tried(out: &Out, words: &Words, trial: &Trial) {
    let label = &words.label;
    out.facts(&[
        (label.channel, format!("{} {}", trial.channel, trial.name)),
        (label.address, trial.address.clone()),
        (label.took, format!("{} ms", trial.took_ms)),
    ]);
    if trial.ok {
        let version = trial.version.map(|version| format!(" (CMPP {version})")).unwrap_or_default();
        return out.line(&format!("{}{version}", label.trial_ok));
    }
    if let Some(why) = (words.line)(trial.code) {
        out.facts(&[(label.cause, why.cause.to_owned()), (label.next, why.next.to_owned())]);
    }
    out.facts(&[(label.code, trial.code.to_owned()), (label.detail, trial.detail.clone())]);
}
