//! Slowing down when the gateway answers "flow control".

use std::time::Duration;

use crate::tick::Tick;

/// The first pause; SMSGate pauses about 40 ms (`cmpp.md` §5.5).
const PAUSE_MIN: Duration = Duration::from_millis(50);
/// The longest pause: carriers count per second, so a fresh second always has room.
const PAUSE_MAX: Duration = Duration::from_secs(1);

/// Holds orders back after result 8: 50 ms at first, doubling to 1 s while the gateway keeps saying it.
///
/// All refusals that were in flight together count as one. After a quiet span of twice the pause it halves again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Brake {
    pause: Option<Duration>,
    until: Tick,
}

impl Brake {
    /// The gateway answered "flow control".
    pub(crate) fn press(&mut self, now: Tick) {
        if now < self.until {
            return;
        }
        self.ease(now);
        let pause = self.pause.map_or(PAUSE_MIN, |pause| (pause * 2).min(PAUSE_MAX));
        self.pause = Some(pause);
        self.until = now.after(pause);
    }

    /// The moment before which nothing may leave.
    pub(crate) const fn until(&self) -> Tick {
        self.until
    }

    /// Halves the pause once for each quiet span of twice its length since it ended.
    fn ease(&mut self, now: Tick) {
        let mut quiet = now.since(self.until);
        while let Some(pause) = self.pause.filter(|pause| quiet >= *pause * 2) {
            quiet -= pause * 2;
            self.pause = (pause > PAUSE_MIN).then(|| pause / 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Tick {
        Tick::from_micros(millis * 1_000)
    }

    #[test]
    fn the_pause_grows_while_it_is_pressed_and_shrinks_in_quiet() {
        let mut brake = Brake::default();
        brake.press(at(0));
        brake.press(at(10)); // was in flight with the first
        assert_eq!(brake.until(), at(50));
        let mut now = at(50);
        let mut pauses = Vec::new();
        for _ in 0..6 {
            brake.press(now);
            pauses.push(brake.until().since(now).as_millis());
            now = brake.until();
        }
        assert_eq!(pauses, [100, 200, 400, 800, 1_000, 1_000]);
        // 2 s of quiet halve it once, so the next pause is 500 doubled.
        brake.press(now.after(Duration::from_millis(2_000)));
        assert_eq!(brake.pause, Some(Duration::from_millis(1_000)));
        let later = brake.until().after(Duration::from_secs(60));
        brake.press(later);
        assert_eq!(brake.until().since(later), PAUSE_MIN);
    }
}
