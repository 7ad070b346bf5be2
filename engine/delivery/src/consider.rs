//! What becomes of each person of a list: the same for the check, the expansion and a single explanation.

use std::collections::BTreeMap;
use std::sync::Arc;

use hongyan_content::{ComposeError, RenderError};
use hongyan_domain::{Msisdn, Segments};
use hongyan_policy::preflight::{Person, Refused, Rendered, Routed, Rules};
use hongyan_policy::route::{ChannelView, MessageKind, NumberFacts, Request};
use hongyan_policy::{Decision, Why};
use hongyan_store::audience::LOCAL;
use hongyan_store::audience::blocklist::{self, BlockKind};
use hongyan_store::audience::member::Member;
use hongyan_store::audience::number_fact;
use hongyan_store::task::TaskDraft;
use hongyan_store::{Conn, StoreError};

use crate::text::{TaskText, pack};
use crate::world::World;

/// A person with the decision.
pub(crate) struct Considered {
    pub(crate) number: Msisdn,
    pub(crate) vars: Option<String>,
    pub(crate) decided: Result<Routed, Refused>,
    pub(crate) why: Arc<str>,
}

/// Everything that decisions about one task's people need, beside the people.
pub(crate) struct Considering<'a> {
    pub(crate) world: &'a World,
    pub(crate) draft: &'a TaskDraft,
    pub(crate) text: &'a TaskText,
    pub(crate) channels: &'a [ChannelView],
    /// The reasons of numbers of which nothing special is known are the same within a block and channel.
    pub(crate) reasons: BTreeMap<(u32, i64), Arc<str>>,
}

impl<'a> Considering<'a> {
    pub(crate) fn new(
        world: &'a World,
        draft: &'a TaskDraft,
        text: &'a TaskText,
        channels: &'a [ChannelView],
    ) -> Self {
        Self { world, draft, text, channels, reasons: BTreeMap::new() }
    }

    pub(crate) fn rules(&self) -> Rules<'a> {
        Rules {
            segments: self.world.segments,
            channels: self.channels,
            limits: self.world.limits,
            request: Request {
                business: self.draft.business,
                kind: if self.draft.flash { MessageKind::Flash } else { MessageKind::Text },
                org: LOCAL,
                channel: self.draft.channel,
                avoid: None,
                sandbox: self.draft.sandbox,
            },
        }
    }

    /// Decides about a page of people, in their order.
    pub(crate) async fn page(
        &mut self,
        conn: &mut Conn,
        members: &[Member],
    ) -> Result<Vec<Considered>, StoreError> {
        let numbers: Vec<Msisdn> = members.iter().map(|member| member.number).collect();
        let facts = facts_of(conn, &numbers).await?;
        let blocks = self.blocks_of(conn, &numbers).await?;
        let rules = self.rules();
        let mut filled = String::new();
        let mut considered = Vec::with_capacity(members.len());
        for member in members {
            let values = self.text.values(member);
            let text = rendered(self.text.fill(&values, &mut filled));
            let blocked = blocks.get(&member.number).copied().unwrap_or_default();
            let known = facts.get(&member.number).copied();
            let person = Person {
                number: Some(member.number),
                facts: known.unwrap_or_default(),
                duplicate: false,
                blacklisted: blocked.blacklisted,
                opted_out: blocked.opted_out,
                over_cap: false,
                text,
            };
            let decided = rules.consider(&person);
            let why = self.why(&rules, &person, &decided, known.is_some());
            considered.push(Considered { number: member.number, vars: pack(&values), decided, why });
        }
        Ok(considered)
    }

    /// Decides about one person and says why.
    pub(crate) async fn explain(
        &self,
        conn: &mut Conn,
        number: Msisdn,
        segments: Segments,
    ) -> Result<Decision<Result<Routed, Refused>>, StoreError> {
        let facts = facts_of(conn, &[number]).await?;
        let blocked = self.blocks_of(conn, &[number]).await?.get(&number).copied().unwrap_or_default();
        let person = Person {
            number: Some(number),
            facts: facts.get(&number).copied().unwrap_or_default(),
            duplicate: false,
            blacklisted: blocked.blacklisted,
            opted_out: blocked.opted_out,
            over_cap: false,
            text: Rendered::Ready(segments),
        };
        Ok(self.rules().explain(&person))
    }

    fn why(
        &mut self,
        rules: &Rules<'_>,
        person: &Person,
        decided: &Result<Routed, Refused>,
        special: bool,
    ) -> Arc<str> {
        let explain = || -> Arc<str> { Arc::from(Why::join(&rules.explain(person).why)) };
        let (Some(number), Ok(routed), false) = (person.number, decided, special) else { return explain() };
        let prefix = self.world.segments.find(number).prefix;
        Arc::clone(self.reasons.entry((prefix, routed.pick.no.0)).or_insert_with(explain))
    }

    async fn blocks_of(
        &self,
        conn: &mut Conn,
        numbers: &[Msisdn],
    ) -> Result<BTreeMap<Msisdn, Blocked>, StoreError> {
        let mut blocks: BTreeMap<Msisdn, Blocked> = BTreeMap::new();
        for block in blocklist::of_numbers(conn, numbers).await? {
            if World::scope_hits(&block.scope, self.draft.business, &self.draft.signature) {
                let blocked = blocks.entry(block.number).or_default();
                match block.kind {
                    BlockKind::OptOut => blocked.opted_out = true,
                    BlockKind::Blacklist => blocked.blacklisted = true,
                }
            }
        }
        Ok(blocks)
    }
}

#[derive(Clone, Copy, Default)]
struct Blocked {
    blacklisted: bool,
    opted_out: bool,
}

async fn facts_of(conn: &mut Conn, numbers: &[Msisdn]) -> Result<BTreeMap<Msisdn, NumberFacts>, StoreError> {
    Ok(number_fact::of_numbers(conn, numbers)
        .await?
        .into_iter()
        .map(|fact| {
            let known = NumberFacts {
                ported_to: fact.ported_to,
                dead_since: fact.dead_since,
                ..NumberFacts::default()
            };
            (fact.number, known)
        })
        .collect())
}

fn rendered(filled: Result<Segments, ComposeError>) -> Rendered {
    match filled {
        Ok(segments) => Rendered::Ready(segments),
        // The limit is checked again by the rules, which then say how long the longest text is.
        Err(ComposeError::TooLong { units, .. }) => Rendered::Ready(Segments { parts: 0, billed: 0, units }),
        Err(ComposeError::Render(RenderError::Missing { .. }) | ComposeError::Empty) => {
            Rendered::MissingVariable
        }
        Err(ComposeError::Render(RenderError::SignatureInValue { .. }) | ComposeError::OptOutInValue) => {
            Rendered::UnfitValue
        }
    }
}
