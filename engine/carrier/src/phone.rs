//! Phones as all carriers together know them.

use std::cmp::Reverse;
use std::collections::HashMap;

use hongyan_domain::{Carrier, Msisdn};

use crate::handset::{Glance, Item};

/// A phone as all carriers together know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// Whose.
    pub number: Msisdn,
    /// The carrier that brought it the newest message.
    pub carrier: Carrier,
    /// Whether it is off.
    pub off: bool,
    /// What it received and its person wrote, as far as it is kept.
    pub messages: usize,
    /// The newest of that.
    pub last: Option<Item>,
}

/// Puts together what each carrier knows.
#[derive(Debug, Default)]
pub(crate) struct Wall {
    phones: Vec<Phone>,
    places: HashMap<Msisdn, usize>,
}

impl Wall {
    /// Adds what one carrier knows of a phone. A carrier with nothing for it says nothing of whose it is.
    pub(crate) fn add(&mut self, carrier: Carrier, glance: Glance) {
        let Glance { number, off, messages, last } = glance;
        let place = *self.places.entry(number).or_insert_with(|| {
            self.phones.push(Phone { number, carrier, off, messages: 0, last: None });
            self.phones.len() - 1
        });
        let Some(phone) = self.phones.get_mut(place) else { return };
        phone.messages += messages;
        phone.off |= off;
        if last.as_ref().map(Item::at) > phone.last.as_ref().map(Item::at) {
            (phone.carrier, phone.last) = (carrier, last);
        }
    }

    /// The phones, the one that heard something last first; those of one moment as their carrier has them.
    pub(crate) fn newest_first(mut self) -> Vec<Phone> {
        self.phones.sort_by_key(|phone| Reverse(phone.last.as_ref().map(Item::at)));
        self.phones
    }
}
