//! Where a line's owner and its connections meet: orders wait here for room, events for the owner.
//!
//! A queue of tokio's own would give each order to one connection for good. Here every connection takes just what it
//! has room for, and what nobody has begun to send can go back to the owner whole when the line goes down, is paused
//! or takes too long. One lock per turn of a driver covers events, acknowledgements and orders together.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use hongyan_domain::UnixMillis;

use crate::session::{Counts, DeliverKey, Event, NotSent, Order, Ticket};
use crate::state::{ConnectionState, LineState, together};
use crate::tick::Tick;

/// Events that the owner has not taken; from here on the drivers neither read nor send, so the gateway waits too.
/// About a fifth of a second's work at the engine's full speed.
pub const EVENTS_MAX: usize = 4_096;
/// How long an order waits here for room before it goes back: a stopped task must be silent after 2 s (P8).
pub const WAIT_MAX: Duration = Duration::from_secs(1);
/// How long the later parts of a message wait whose first parts have left; half a message is worth nothing.
pub const TAIL_WAIT_MAX: Duration = Duration::from_secs(60);

/// Which connection a receipt came over; an acknowledgement goes back there or nowhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ConnectionId {
    /// Its place among the account's connections.
    pub seat: usize,
    /// Counts the connections made from that place.
    pub generation: u32,
}

/// What a line tells its owner.
#[derive(Clone, PartialEq, Debug)]
pub enum LineEvent {
    /// The line does something else than before.
    State {
        /// What.
        state: LineState,
        /// Since when.
        at: UnixMillis,
    },
    /// Something happened on a connection.
    Connection {
        /// Which.
        from: ConnectionId,
        /// What.
        event: Event,
        /// When.
        at: UnixMillis,
    },
    /// An order goes back: it was never handed to a connection.
    Returned {
        /// Whose.
        ticket: Ticket,
        /// Why.
        why: NotSent,
        /// When.
        at: UnixMillis,
    },
}

/// What a driver has to do after a turn at the dock.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Turn {
    /// The owner is behind: do not read.
    pub(crate) full: bool,
    /// Orders wait for room.
    pub(crate) waits: bool,
    /// Log out, waiting so long for what is open.
    pub(crate) leave: Option<Duration>,
    /// Come again then, even if nothing happens.
    pub(crate) again_at: Option<Tick>,
}

/// The meeting place; the module's head says why it is not a channel.
#[derive(Debug)]
pub(crate) struct Dock {
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    queue: VecDeque<Waiting>,
    queue_max: usize,
    events: Vec<LineEvent>,
    reader: Option<Waker>,
    submitters: Vec<Waker>,
    seats: Vec<Seat>,
    state: LineState,
    paused: bool,
    stop: Option<Tick>,
    ended: bool,
}

#[derive(Debug)]
struct Waiting {
    order: Order,
    since: Tick,
}

#[derive(Debug)]
struct Seat {
    state: ConnectionState,
    generation: u32,
    acknowledged: Vec<DeliverKey>,
    driver: Option<Waker>,
    counts: Counts,
}

impl Dock {
    /// A dock for this many connections, where at most `queue_max` orders wait.
    pub(crate) fn new(connections: usize, queue_max: usize) -> Self {
        let seat = || Seat {
            state: ConnectionState::Connecting,
            generation: 0,
            acknowledged: Vec::new(),
            driver: None,
            counts: Counts::default(),
        };
        Self {
            inner: Mutex::new(Inner {
                queue: VecDeque::new(),
                queue_max: queue_max.max(1),
                events: Vec::new(),
                reader: None,
                submitters: Vec::new(),
                seats: (0..connections).map(|_| seat()).collect(),
                state: LineState::Connecting,
                paused: false,
                stop: None,
                ended: false,
            }),
        }
    }

    /// Hands orders over, waiting while the dock is full; gives back at once what a line that is down, paused or
    /// stopped would only keep.
    pub(crate) async fn put(&self, orders: Vec<Order>, now: impl Fn() -> (Tick, UnixMillis)) {
        let mut orders = orders.into_iter().peekable();
        poll_fn(|cx| {
            let mut inner = self.lock();
            let (tick, at) = now();
            if inner.events.len() >= EVENTS_MAX && !inner.ended {
                inner.submitters.push(cx.waker().clone());
                return Poll::Pending;
            }
            if let Some(why) = inner.refuses() {
                orders.by_ref().for_each(|order| inner.give_back(order.ticket, why, at));
                inner.wake_reader();
                return Poll::Ready(());
            }
            let mut wakes = false;
            while let Some(next) = orders.peek() {
                // A message that has begun goes in whole, so that its parts stay together.
                if inner.queue.len() >= inner.queue_max && next.ticket.part <= 1 {
                    inner.submitters.push(cx.waker().clone());
                    break;
                }
                inner.queue.extend(orders.next().map(|order| Waiting { order, since: tick }));
                wakes = true;
            }
            if wakes {
                inner.wake_drivers();
            }
            if orders.peek().is_some() { Poll::Pending } else { Poll::Ready(()) }
        })
        .await;
    }

    /// All events since the last time; waits for the first. `None` once the line has ended and all were taken.
    pub(crate) async fn take_events(&self) -> Option<Vec<LineEvent>> {
        poll_fn(|cx| {
            let mut inner = self.lock();
            if inner.events.is_empty() {
                if inner.ended {
                    return Poll::Ready(None);
                }
                inner.reader = Some(cx.waker().clone());
                return Poll::Pending;
            }
            if inner.events.len() >= EVENTS_MAX {
                inner.submitters.drain(..).for_each(Waker::wake);
                inner.wake_drivers();
            }
            Poll::Ready(Some(std::mem::take(&mut inner.events)))
        })
        .await
    }

    /// One turn of a driver: brings its events, takes its acknowledgements and as many orders as it has room for.
    pub(crate) fn turn(&self, visit: Visit<'_>, now: Tick, at: UnixMillis, waker: &Waker) -> Turn {
        let Visit { from, session_events, counts, room, orders, acknowledged } = visit;
        let mut inner = self.lock();
        if !session_events.is_empty() {
            let events = session_events.drain(..).map(|event| LineEvent::Connection { from, event, at });
            inner.events.extend(events);
            inner.wake_reader();
        }
        inner.return_stale(now, at);
        let full = inner.events.len() >= EVENTS_MAX;
        let take = if full { 0 } else { room.min(inner.queue.len()) };
        orders.extend(inner.queue.drain(..take).map(|waiting| waiting.order));
        if inner.queue.len() < inner.queue_max {
            inner.submitters.drain(..).for_each(Waker::wake);
        }
        let leave =
            inner.stop.filter(|until| inner.queue.is_empty() || *until <= now).map(|until| until.since(now));
        let stale_at = inner.queue.front().map(Waiting::stale_at);
        let again_at = stale_at.into_iter().chain(inner.stop.filter(|_| leave.is_none())).min();
        let waits = stale_at.is_some() && !full;
        if let Some(seat) = inner.seats.get_mut(from.seat) {
            std::mem::swap(&mut seat.acknowledged, acknowledged);
            if seat.counts != *counts {
                seat.counts.clone_from(counts);
            }
            if !seat.driver.as_ref().is_some_and(|driver| driver.will_wake(waker)) {
                seat.driver = Some(waker.clone());
            }
        }
        Turn { full, waits, leave, again_at }
    }

    /// Passes acknowledgements on to the connections that still are there.
    pub(crate) fn acknowledge(&self, keys: impl IntoIterator<Item = (ConnectionId, DeliverKey)>) {
        let mut inner = self.lock();
        for (from, key) in keys {
            if let Some(seat) =
                inner.seats.get_mut(from.seat).filter(|seat| seat.generation == from.generation)
            {
                seat.acknowledged.push(key);
            }
        }
        let concerned = inner.seats.iter().filter(|seat| !seat.acknowledged.is_empty());
        concerned.filter_map(|seat| seat.driver.as_ref()).for_each(Waker::wake_by_ref);
    }

    /// A connection is about to be driven; its events carry the answer.
    pub(crate) fn embark(&self, seat: usize) -> ConnectionId {
        let mut inner = self.lock();
        let generation = inner.seats.get_mut(seat).map_or(0, |seat| {
            seat.generation = seat.generation.wrapping_add(1);
            seat.acknowledged.clear();
            seat.counts = Counts::default();
            seat.generation
        });
        ConnectionId { seat, generation }
    }

    /// A connection does something else; the line has ended when all have stopped.
    pub(crate) fn set_state(&self, seat: usize, state: ConnectionState, at: UnixMillis) {
        let mut inner = self.lock();
        if let Some(seat) = inner.seats.get_mut(seat) {
            seat.state = state;
        }
        inner.announce(at);
        if inner.seats.iter().all(|seat| seat.state == ConnectionState::Stopped) {
            inner.end(at);
        } else if !inner.is_online() {
            inner.return_unbegun(NotSent::LineDown, at);
        }
    }

    /// No order leaves any more, but for the rest of messages that have begun.
    pub(crate) fn set_paused(&self, paused: bool, at: UnixMillis) {
        let mut inner = self.lock();
        inner.paused = paused;
        if paused {
            inner.return_unbegun(NotSent::Paused, at);
        }
        inner.announce(at);
    }

    /// Asks all connections to log out when nothing is open any more, at the latest at `until`.
    pub(crate) fn stop(&self, until: Tick, at: UnixMillis) {
        let mut inner = self.lock();
        inner.stop = Some(inner.stop.map_or(until, |earlier| earlier.min(until)));
        inner.return_unbegun(NotSent::Stopped, at);
        inner.wake_drivers();
    }

    /// What the line is doing.
    pub(crate) fn state(&self) -> LineState {
        self.lock().state.clone()
    }

    /// What each connection is doing, and what it has seen since its last login.
    pub(crate) fn connections(&self) -> Vec<(ConnectionState, Counts)> {
        self.lock().seats.iter().map(|seat| (seat.state.clone(), seat.counts.clone())).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic elsewhere cannot leave it half changed: nothing in here calls foreign code but wakers.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a driver brings to its turn and takes away.
#[derive(Debug)]
pub(crate) struct Visit<'a> {
    pub(crate) from: ConnectionId,
    pub(crate) session_events: &'a mut Vec<Event>,
    pub(crate) counts: &'a Counts,
    pub(crate) room: usize,
    pub(crate) orders: &'a mut Vec<Order>,
    /// Empty when brought.
    pub(crate) acknowledged: &'a mut Vec<DeliverKey>,
}

impl Waiting {
    const fn message(&self) -> u64 {
        self.order.ticket.message
    }

    /// When it goes back unsent.
    fn stale_at(&self) -> Tick {
        self.since.after(if self.order.ticket.part > 1 { TAIL_WAIT_MAX } else { WAIT_MAX })
    }
}

impl Inner {
    /// Why orders are not taken, if they are not.
    fn refuses(&self) -> Option<NotSent> {
        if self.ended || self.stop.is_some() {
            Some(NotSent::Stopped)
        } else if self.paused {
            Some(NotSent::Paused)
        } else if !self.is_online() {
            Some(NotSent::LineDown)
        } else {
            None
        }
    }

    fn is_online(&self) -> bool {
        self.seats.iter().any(|seat| matches!(seat.state, ConnectionState::Online { .. }))
    }

    fn give_back(&mut self, ticket: Ticket, why: NotSent, at: UnixMillis) {
        self.events.push(LineEvent::Returned { ticket, why, at });
    }

    /// Gives back, from the front, what has waited too long: a whole message, or the tail of one that has begun.
    fn return_stale(&mut self, now: Tick, at: UnixMillis) {
        let mut returned = false;
        while let Some(waiting) = self.queue.pop_front_if(|waiting| waiting.stale_at() <= now) {
            self.give_back(waiting.order.ticket, NotSent::Waited, at);
            while let Some(rest) = self.queue.pop_front_if(|rest| rest.message() == waiting.message()) {
                self.give_back(rest.order.ticket, NotSent::Waited, at);
            }
            returned = true;
        }
        if returned {
            self.wake_reader();
        }
    }

    /// Gives back every message of which no part has left.
    fn return_unbegun(&mut self, why: NotSent, at: UnixMillis) {
        // Parts stand together, so only the front can be the rest of a message whose first parts are gone.
        let tail = self.queue.front().filter(|front| front.order.ticket.part > 1).map(Waiting::message);
        let kept = self.queue.iter().take_while(|waiting| Some(waiting.message()) == tail).count();
        for waiting in self.queue.split_off(kept) {
            self.give_back(waiting.order.ticket, why, at);
        }
        self.submitters.drain(..).for_each(Waker::wake);
        self.wake_reader();
    }

    fn announce(&mut self, at: UnixMillis) {
        let state = together(self.seats.iter().map(|seat| &seat.state), self.paused);
        if state != self.state {
            self.state = state.clone();
            self.events.push(LineEvent::State { state, at });
            self.wake_reader();
        }
    }

    /// All connections have ended: what still waits goes back, and the events run out.
    fn end(&mut self, at: UnixMillis) {
        while let Some(waiting) = self.queue.pop_front() {
            self.give_back(waiting.order.ticket, NotSent::Stopped, at);
        }
        self.ended = true;
        self.submitters.drain(..).for_each(Waker::wake);
        self.wake_reader();
    }

    fn wake_reader(&mut self) {
        if let Some(reader) = self.reader.take_if(|_| !self.events.is_empty() || self.ended) {
            reader.wake();
        }
    }

    fn wake_drivers(&self) {
        self.seats.iter().filter_map(|seat| seat.driver.as_ref()).for_each(Waker::wake_by_ref);
    }
}

#[cfg(test)]
mod tests {
    use hongyan_wire::cmpp::{Submit, Version};

    use super::*;

    const AT: UnixMillis = UnixMillis(0);
    const SEAT: ConnectionId = ConnectionId { seat: 0, generation: 1 };

    /// A dock with one connection, logged in.
    fn online(queue_max: usize) -> Dock {
        let dock = Dock::new(1, queue_max);
        assert_eq!(dock.embark(0), SEAT);
        dock.set_state(0, ConnectionState::Online { version: Version::V30 }, AT);
        dock
    }

    fn message(message: u64, parts: u8) -> Vec<Order> {
        (1..=parts)
            .map(|part| Order { ticket: Ticket { message, part, parts }, submit: Submit::default() })
            .collect()
    }

    /// Puts orders as far as they go in; answers whether all did.
    fn put(dock: &Dock, orders: Vec<Order>, now: Tick) -> bool {
        let mut putting = Box::pin(dock.put(orders, || (now, AT)));
        putting.as_mut().poll(&mut std::task::Context::from_waker(Waker::noop())).is_ready()
    }

    /// One turn of the connection; the tickets that it got, as message and part.
    fn turn(dock: &Dock, room: usize, now: Tick) -> (Vec<(u64, u8)>, Turn) {
        let (mut orders, mut acknowledged) = (Vec::new(), Vec::new());
        let visit = Visit {
            from: SEAT,
            session_events: &mut Vec::new(),
            counts: &Counts::default(),
            room,
            orders: &mut orders,
            acknowledged: &mut acknowledged,
        };
        let turn = dock.turn(visit, now, AT, Waker::noop());
        (orders.iter().map(|order| (order.ticket.message, order.ticket.part)).collect(), turn)
    }

    /// What has come back, as message, part and reason.
    fn returned(dock: &Dock) -> Vec<(u64, u8, NotSent)> {
        let events = std::mem::take(&mut dock.lock().events);
        let returned = events.into_iter().filter_map(|event| {
            let LineEvent::Returned { ticket, why, .. } = event else { return None };
            Some((ticket.message, ticket.part, why))
        });
        returned.collect()
    }

    fn seconds(seconds: u64) -> Tick {
        Tick::ZERO.after(Duration::from_secs(seconds))
    }

    #[test]
    fn a_connection_gets_what_it_has_room_for() {
        let dock = online(10);
        assert!(put(&dock, [message(1, 1), message(2, 1), message(3, 1)].concat(), Tick::ZERO));
        assert_eq!(turn(&dock, 2, Tick::ZERO).0, [(1, 1), (2, 1)]);
        let (none, waiting) = turn(&dock, 0, Tick::ZERO);
        assert_eq!(none, []);
        let expected =
            Turn { full: false, waits: true, leave: None, again_at: Some(Tick::ZERO.after(WAIT_MAX)) };
        assert_eq!(waiting, expected);
    }

    #[test]
    fn a_full_dock_makes_wait_but_never_cuts_a_message() {
        let dock = online(2);
        assert!(!put(&dock, [message(1, 3), message(2, 1)].concat(), Tick::ZERO));
        assert_eq!(turn(&dock, 9, Tick::ZERO).0, [(1, 1), (1, 2), (1, 3)]);
    }

    #[test]
    fn a_line_that_is_down_takes_nothing_in() {
        let dock = Dock::new(1, 10);
        assert!(put(&dock, message(1, 2), Tick::ZERO));
        assert_eq!(returned(&dock), [(1, 1, NotSent::LineDown), (1, 2, NotSent::LineDown)]);
    }

    #[test]
    fn what_waits_too_long_goes_back_whole() {
        let dock = online(10);
        assert!(put(&dock, [message(1, 2), message(2, 1)].concat(), Tick::ZERO));
        assert!(put(&dock, message(3, 1), seconds(1)));
        assert_eq!(turn(&dock, 0, seconds(1)).0, []);
        let waited = NotSent::Waited;
        assert_eq!(returned(&dock), [(1, 1, waited), (1, 2, waited), (2, 1, waited)]);
        assert_eq!(turn(&dock, 9, seconds(1)).0, [(3, 1)]);
    }

    #[test]
    fn the_rest_of_a_message_that_has_begun_outlives_pause_and_loss() {
        let dock = online(10);
        assert!(put(&dock, [message(1, 3), message(2, 2)].concat(), Tick::ZERO));
        assert_eq!(turn(&dock, 1, Tick::ZERO).0, [(1, 1)]);
        dock.set_paused(true, AT);
        assert_eq!(returned(&dock), [(2, 1, NotSent::Paused), (2, 2, NotSent::Paused)]);
        assert_eq!(turn(&dock, 1, seconds(5)).0, [(1, 2)]);
        dock.set_state(0, ConnectionState::Connecting, AT);
        assert_eq!(returned(&dock), []);
        let stale = Tick::ZERO.after(TAIL_WAIT_MAX);
        assert_eq!(turn(&dock, 0, stale).0, []);
        assert_eq!(returned(&dock), [(1, 3, NotSent::Waited)]);
    }

    #[test]
    fn a_stop_lets_the_begun_out_and_the_end_returns_the_rest() {
        let dock = online(10);
        assert!(put(&dock, [message(1, 3), message(2, 1)].concat(), Tick::ZERO));
        turn(&dock, 1, Tick::ZERO);
        dock.stop(seconds(5), AT);
        assert_eq!(returned(&dock), [(2, 1, NotSent::Stopped)]);
        let (got, first) = turn(&dock, 1, Tick::ZERO);
        assert_eq!((got, first.leave), (vec![(1, 2)], None), "one part is still to come");
        assert_eq!(turn(&dock, 0, seconds(5)).1.leave, Some(Duration::ZERO), "patience has ended");
        dock.set_state(0, ConnectionState::Stopped, AT);
        assert_eq!(returned(&dock), [(1, 3, NotSent::Stopped)]);
        assert!(put(&dock, message(3, 1), Tick::ZERO));
        assert_eq!(returned(&dock), [(3, 1, NotSent::Stopped)]);
    }

    #[test]
    fn acknowledgements_reach_their_connection_or_nobody() {
        let dock = online(1);
        let older = ConnectionId { generation: 0, ..SEAT };
        dock.acknowledge([(SEAT, DeliverKey(5)), (older, DeliverKey(6))]);
        let mut acknowledged = Vec::new();
        let visit = Visit {
            from: SEAT,
            session_events: &mut Vec::new(),
            counts: &Counts::default(),
            room: 0,
            orders: &mut Vec::new(),
            acknowledged: &mut acknowledged,
        };
        dock.turn(visit, Tick::ZERO, AT, Waker::noop());
        assert_eq!(acknowledged, [DeliverKey(5)]);
    }

    #[test]
    fn an_owner_that_takes_nothing_stops_the_line() {
        let dock = online(EVENTS_MAX);
        let mut events =
            vec![Event::InDoubt { ticket: Ticket { message: 1, part: 1, parts: 1 } }; EVENTS_MAX];
        let visit = Visit {
            from: SEAT,
            session_events: &mut events,
            counts: &Counts::default(),
            room: 9,
            orders: &mut Vec::new(),
            acknowledged: &mut Vec::new(),
        };
        assert!(dock.turn(visit, Tick::ZERO, AT, Waker::noop()).full);
        assert!(!put(&dock, message(1, 1), Tick::ZERO));
        returned(&dock);
        assert!(put(&dock, message(1, 1), Tick::ZERO));
        assert_eq!(turn(&dock, 9, Tick::ZERO).0, [(1, 1)]);
    }
}
