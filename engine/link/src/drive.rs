//! Moves octets, time, orders and events between one socket, one [`Session`] and the line's owner; decides nothing.
//!
//! All frames of one read are handled before the next write, and all that is ready leaves in one write: at full speed
//! a window of 16 costs one read, one write and one wake-up.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hongyan_domain::Clock;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::time::Sleep;

use crate::cause::Cause;
use crate::dock::{ConnectionId, Dock, Turn, Visit};
use crate::monotonic::{Monotonic, login_timestamp};
use crate::session::{DeliverKey, Event, Input, Order, Session};
use crate::state::ConnectionState;
use crate::tick::Tick;

/// Octets of one read: the answers of the widest usual window several times over.
const READ_OCTETS: usize = 32 * 1_024;
/// Unwritten octets at which reading stops, so that a peer that asks without listening cannot fill the memory.
const UNWRITTEN_MAX: usize = 256 * 1_024;
/// How long the last words may take to leave.
const FAREWELL: Duration = Duration::from_secs(1);

/// What surrounds a driver.
pub(crate) struct Surroundings<'a> {
    pub(crate) dock: &'a Dock,
    pub(crate) from: ConnectionId,
    pub(crate) ticks: Monotonic,
    pub(crate) clock: &'a dyn Clock,
}

/// How a connection ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) cause: Cause,
    /// How long it was logged in.
    pub(crate) lived: Duration,
}

/// Drives a session from the connected socket to its end.
pub(crate) async fn drive<S>(io: S, session: &mut Session, around: &Surroundings<'_>) -> Ended
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let timestamp = login_timestamp(around.clock.now());
    session.handle(Input::Connected { timestamp }, around.ticks.now());
    let mut driver = Driver {
        io,
        session,
        around,
        timer: Box::pin(tokio::time::sleep_until(around.ticks.instant(Tick::ZERO))),
        rings_at: None,
        buffer: vec![0; READ_OCTETS],
        written: 0,
        orders: Vec::new(),
        acknowledged: Vec::new(),
        online_since: None,
        leaving: false,
        cause: None,
    };
    poll_fn(|cx| driver.poll(cx)).await;
    let lived = driver.online_since.map_or(Duration::ZERO, |since| around.ticks.now().since(since));
    let cause = driver.cause.take().unwrap_or(Cause::PeerClosed);
    driver.say_farewell().await;
    Ended { cause, lived }
}

struct Driver<'a, S> {
    io: S,
    session: &'a mut Session,
    around: &'a Surroundings<'a>,
    timer: Pin<Box<Sleep>>,
    /// When the timer rings; it is left alone when it rings too early, for that is harmless and setting it is not free.
    rings_at: Option<Tick>,
    buffer: Vec<u8>,
    /// How many of the session's octets have been written.
    written: usize,
    orders: Vec<Order>,
    acknowledged: Vec<DeliverKey>,
    online_since: Option<Tick>,
    leaving: bool,
    cause: Option<Cause>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Driver<'_, S> {
    /// Runs until nothing is left to do but wait; ready when the session has ended.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            let now = self.around.ticks.now();
            if self.session.next_timeout().is_some_and(|due| due <= now) {
                self.session.handle(Input::Timeout, now);
            }
            let turn = self.take_turn(now, cx);
            self.write(cx, now);
            if self.session.is_closed() {
                // What the last steps have ended goes to the owner too.
                self.take_turn(now, cx);
                return Poll::Ready(());
            }
            let welcome = !turn.full && self.session.reads() && self.unwritten() < UNWRITTEN_MAX;
            let arrived = welcome && self.read(cx, now);
            if !arrived && self.wait(cx, turn, now).is_pending() {
                return Poll::Pending;
            }
        }
    }

    fn unwritten(&mut self) -> usize {
        self.session.octets().len().saturating_sub(self.written)
    }

    /// Answers whether anything came, even if it was the end.
    fn read(&mut self, cx: &mut Context<'_>, now: Tick) -> bool {
        let mut buffer = ReadBuf::new(&mut self.buffer);
        let input = match Pin::new(&mut self.io).poll_read(cx, &mut buffer) {
            Poll::Pending => return false,
            Poll::Ready(Ok(())) if buffer.filled().is_empty() => Input::Lost(Cause::PeerClosed),
            Poll::Ready(Ok(())) => Input::Octets(buffer.filled()),
            Poll::Ready(Err(error)) => Input::Lost(Cause::Broken(error.kind())),
        };
        self.session.handle(input, now);
        true
    }

    fn write(&mut self, cx: &mut Context<'_>, now: Tick) {
        loop {
            let octets = self.session.octets();
            let rest = octets.get(self.written..).unwrap_or(&[]);
            if rest.is_empty() {
                octets.clear();
                self.written = 0;
                return;
            }
            match Pin::new(&mut self.io).poll_write(cx, rest) {
                Poll::Pending => return,
                Poll::Ready(Ok(0)) => return self.session.handle(Input::Lost(Cause::PeerClosed), now),
                Poll::Ready(Ok(octets)) => self.written += octets,
                Poll::Ready(Err(error)) => {
                    return self.session.handle(Input::Lost(Cause::Broken(error.kind())), now);
                }
            }
        }
    }

    fn take_turn(&mut self, now: Tick, cx: &mut Context<'_>) -> Turn {
        self.notice_state(now);
        let room = self.session.room(now);
        let (session_events, counts) = self.session.events_and_counts();
        let visit = Visit {
            from: self.around.from,
            session_events,
            counts,
            room,
            orders: &mut self.orders,
            acknowledged: &mut self.acknowledged,
        };
        let turn = self.around.dock.turn(visit, now, self.around.clock.now(), cx.waker());
        for key in self.acknowledged.drain(..) {
            self.session.handle(Input::Acknowledge(key), now);
        }
        for order in self.orders.drain(..) {
            self.session.handle(Input::Order(order), now);
        }
        if let Some(grace) = turn.leave.filter(|_| !self.leaving) {
            self.leaving = true;
            self.session.handle(Input::Terminate { grace }, now);
        }
        turn
    }

    /// Catches the two events that concern the supervisor before they go to the owner.
    fn notice_state(&mut self, now: Tick) {
        if self.online_since.is_none() && self.session.is_online() {
            self.online_since = Some(now);
            let online = self.session.events().iter().find_map(|event| {
                let Event::Online { version, .. } = event else { return None };
                Some(*version)
            });
            if let Some(version) = online {
                let state = ConnectionState::Online { version };
                self.around.dock.set_state(self.around.from.seat, state, self.around.clock.now());
            }
        }
        if self.cause.is_none() && self.session.is_closed() {
            self.cause = self.session.events().iter().find_map(|event| {
                let Event::Closed(cause) = event else { return None };
                Some(cause.clone())
            });
        }
    }

    /// Waits for the next moment that matters; ready when it is there already.
    fn wait(&mut self, cx: &mut Context<'_>, turn: Turn, now: Tick) -> Poll<()> {
        let room_at = turn.waits.then(|| self.session.room_at()).flatten();
        let due = [self.session.next_timeout(), turn.again_at, room_at].into_iter().flatten().min();
        if let Some(due) = due {
            if due <= now {
                return Poll::Ready(());
            }
            if self.rings_at.is_none_or(|rings_at| due < rings_at) {
                self.rings_at = Some(due);
                self.timer.as_mut().reset(self.around.ticks.instant(due));
            }
        }
        if self.rings_at.is_none() {
            return Poll::Pending;
        }
        let rung = self.timer.as_mut().poll(cx);
        if rung.is_ready() {
            self.rings_at = None;
        }
        rung
    }

    /// Writes what is left, such as TERMINATE or its answer, if the peer still takes it.
    async fn say_farewell(mut self) {
        let rest = self.session.octets().split_off(self.written);
        let io = &mut self.io;
        let goodbye = async {
            io.write_all(&rest).await?;
            io.shutdown().await
        };
        // Nobody is left to be told if it fails.
        let _ = tokio::time::timeout(FAREWELL, goodbye).await;
    }
}
