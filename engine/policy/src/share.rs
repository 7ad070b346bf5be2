//! Who goes next: strict order between business types, fair turns between tasks of one type (promise P9).

use hongyan_domain::{BusinessType, TaskNo};

/// One task that has something to send.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TaskView {
    /// Its number.
    pub task: TaskNo,
    /// What its messages are for.
    pub business: BusinessType,
    /// How many of its messages are due.
    pub queued: u32,
    /// How many have been handed out and have no answer yet.
    pub running: u32,
}

/// Whose turn it is among the tasks of each business type: kept by the caller between rounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Turns {
    /// By priority: the last task that got one more than the others.
    last: [Option<TaskNo>; BusinessType::ALL.len()],
}

impl Turns {
    /// Gives out `room` messages, most urgent business type first; tasks of one type get equal parts.
    ///
    /// Codes and emergencies may fill all the room. Everything else is bulk: together it never has more than `window`
    /// under way, so that an urgent message is never behind more than that. The same inputs give the same answer; the
    /// grants come in the order of priority, then task number, and are never 0.
    #[must_use]
    pub fn share(&mut self, tasks: &[TaskView], room: u32, window: u32) -> Vec<(TaskNo, u32)> {
        let bulk_running = tasks
            .iter()
            .filter(|view| is_bulk(view.business))
            .fold(0_u32, |sum, view| sum.saturating_add(view.running));
        let mut room = room;
        let mut bulk_room = window.saturating_sub(bulk_running);
        let mut grants = Vec::new();
        for business in BusinessType::ALL {
            let mut level: Vec<_> = tasks
                .iter()
                .filter(|view| view.business == business && view.queued > 0)
                .map(|view| (view.task, view.queued, 0_u32))
                .collect();
            level.sort_unstable();
            let here = if is_bulk(business) { room.min(bulk_room) } else { room };
            let Some(turn) = self.last.get_mut(usize::from(business.priority())) else { continue };
            let given = give(&mut level, here, turn);
            room -= given;
            if is_bulk(business) {
                bulk_room -= given;
            }
            grants.extend(level.into_iter().filter(|(.., got)| *got > 0).map(|(task, _, got)| (task, got)));
        }
        grants
    }
}

/// Whether messages of this type may wait behind others.
const fn is_bulk(business: BusinessType) -> bool {
    match business {
        BusinessType::Verification | BusinessType::Emergency => false,
        BusinessType::Notice | BusinessType::Marketing => true,
    }
}

/// Gives `room` to (task, wanted, got), equally, what is left over one each in turn; returns what was given.
fn give(level: &mut [(TaskNo, u32, u32)], room: u32, turn: &mut Option<TaskNo>) -> u32 {
    let mut left = room;
    // Those after the last one served come first.
    let from = turn.map_or(0, |last| level.partition_point(|(task, ..)| *task <= last));
    level.rotate_left(if from < level.len() { from } else { 0 });
    while left > 0 {
        let hungry = level.iter().filter(|(_, wanted, got)| wanted > got).count();
        let Ok(hungry @ 1..) = u32::try_from(hungry) else { break };
        let each = (left / hungry).max(1);
        let rest = left < hungry;
        for (task, wanted, got) in level.iter_mut() {
            let more = (*wanted - *got).min(each).min(left);
            if more > 0 {
                *got += more;
                left -= more;
                if rest {
                    *turn = Some(*task);
                }
            }
        }
    }
    level.sort_unstable_by_key(|(task, ..)| *task);
    room - left
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const WINDOW: u32 = 16;

    fn view(task: i64, business: BusinessType, queued: u32, running: u32) -> TaskView {
        TaskView { task: TaskNo(task), business, queued, running }
    }

    fn grants(list: &[(i64, u32)]) -> Vec<(TaskNo, u32)> {
        list.iter().map(|&(task, count)| (TaskNo(task), count)).collect()
    }

    #[test]
    fn a_code_goes_before_a_running_campaign() {
        let tasks =
            [view(1, BusinessType::Marketing, 300_000, 10), view(2, BusinessType::Verification, 1, 0)];
        assert_eq!(Turns::default().share(&tasks, 4, WINDOW), grants(&[(2, 1), (1, 3)]));
        assert_eq!(Turns::default().share(&tasks, 1, WINDOW), grants(&[(2, 1)]));
    }

    #[test]
    fn bulk_has_one_window_under_way_and_urgent_ones_have_all_the_room() {
        let bulk = [view(1, BusinessType::Marketing, 1_000, 6), view(2, BusinessType::Notice, 4, 2)];
        assert_eq!(Turns::default().share(&bulk, 1_000, WINDOW), grants(&[(2, 4), (1, 4)]));
        let full = [view(1, BusinessType::Marketing, 1_000, 16), view(3, BusinessType::Emergency, 500, 0)];
        assert_eq!(Turns::default().share(&full, 1_000, WINDOW), grants(&[(3, 500)]));
    }

    #[test]
    fn equal_tasks_take_turns() {
        let tasks = [1, 2, 3].map(|task| view(task, BusinessType::Notice, 100, 0));
        let mut turns = Turns::default();
        let first: Vec<_> = (0..6).flat_map(|_| turns.share(&tasks, 1, WINDOW)).collect();
        assert_eq!(first, grants(&[(1, 1), (2, 1), (3, 1), (1, 1), (2, 1), (3, 1)]));
        assert_eq!(turns.share(&tasks, 5, WINDOW), grants(&[(1, 2), (2, 2), (3, 1)]));
        assert_eq!(turns.share(&tasks, 4, WINDOW), grants(&[(1, 1), (2, 1), (3, 2)]));
    }

    #[test]
    fn a_small_task_leaves_its_part_to_the_others() {
        let tasks = [view(1, BusinessType::Notice, 2, 0), view(2, BusinessType::Notice, 100, 0)];
        assert_eq!(Turns::default().share(&tasks, 12, WINDOW), grants(&[(1, 2), (2, 10)]));
    }

    fn tasks() -> impl Strategy<Value = Vec<TaskView>> {
        let business = prop::sample::select(BusinessType::ALL.to_vec());
        vec((business, 0_u32..50, 0_u32..20), 0..12).prop_map(|list| {
            let views = list.into_iter().zip(1..);
            views.map(|((business, queued, running), task)| view(task, business, queued, running)).collect()
        })
    }

    proptest! {
        #[test]
        fn shares_are_just(tasks in tasks(), room in 0_u32..200, window in 1_u32..64, last in 0_i64..12) {
            let mut turns = Turns { last: [Some(TaskNo(last)); 4] };
            let mut again = turns;
            let given = turns.share(&tasks, room, window);
            prop_assert_eq!(&given, &again.share(&tasks, room, window));
            let got = |task| given.iter().find(|(no, _)| *no == task).map_or(0, |(_, count)| *count);
            let sum: u32 = given.iter().map(|(_, count)| count).sum();
            prop_assert!(sum <= room);
            let running: u32 = tasks.iter().filter(|v| is_bulk(v.business)).map(|v| v.running).sum();
            let bulk: u32 = tasks.iter().filter(|v| is_bulk(v.business)).map(|v| got(v.task)).sum();
            prop_assert!(bulk == 0 || running + bulk <= window);
            for low in &tasks {
                prop_assert!(got(low.task) <= low.queued);
                for high in &tasks {
                    let above = high.business.priority() < low.business.priority();
                    // P9: nobody less urgent gets room while somebody more urgent still waits for it.
                    prop_assert!(!above || got(low.task) == 0 || got(high.task) == high.queued);
                    // Equals differ by one at most, unless one has all that it wanted.
                    let equal = high.business == low.business;
                    prop_assert!(!equal || got(high.task) == high.queued || got(low.task) <= got(high.task) + 1);
                }
            }
            // Nothing stays idle while there is room.
            let waits = |v: &TaskView| got(v.task) < v.queued;
            prop_assert!(sum == room || !tasks.iter().any(|v| waits(v) && !is_bulk(v.business)));
            prop_assert!(sum == room || running + bulk >= window || !tasks.iter().any(waits));
        }

        #[test]
        fn nobody_starves(count in 2_i64..8, room in 1_u32..5) {
            let tasks: Vec<_> = (1..=count).map(|task| view(task, BusinessType::Notice, 1_000, 0)).collect();
            let mut turns = Turns::default();
            let mut totals = [0_u32; 9];
            for _ in 0..count {
                for (task, got) in turns.share(&tasks, room, 64) {
                    totals[usize::try_from(task.0).unwrap()] += got;
                }
            }
            let served = &totals[1..=usize::try_from(count).unwrap()];
            prop_assert!(served.iter().max().unwrap() - served.iter().min().unwrap() <= 1, "{:?}", served);
        }
    }
}
