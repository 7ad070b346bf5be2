//! The small messages: counts of a day, recall, and the link's pulse.

use super::codes::{CancelResult, QueryType};
use super::msg_id::MsgId;
use crate::body::body;
use crate::field::Text;

body! {
    /// `CMPP_QUERY`: asks for a day's counts. `protocols/cmpp.md §5.6`; command id `0x0000_0006`.
    pub struct Query {
        /// The day, YYYYMMDD.
        pub time: Text<8>,
        /// What to count by.
        pub query_type: QueryType,
        /// The service's code, if it counts by service.
        pub query_code: Text<10>,
        /// Empty.
        pub reserve: Text<8>,
    }
}

body! {
    /// `CMPP_QUERY_RESP`. `protocols/cmpp.md §5.6`; command id `0x8000_0006`.
    pub struct QueryResp {
        /// The day, YYYYMMDD.
        pub time: Text<8>,
        /// What was counted by.
        pub query_type: QueryType,
        /// The service's code, if it was counted by service.
        pub query_code: Text<10>,
        /// Messages received from the service provider.
        pub mt_tl_msg: u32,
        /// Users that they went to.
        pub mt_tl_usr: u32,
        /// Messages forwarded.
        pub mt_scs: u32,
        /// Messages waiting.
        pub mt_wt: u32,
        /// Messages failed.
        pub mt_fl: u32,
        /// Messages delivered to the service provider.
        pub mo_scs: u32,
        /// Messages waiting for the service provider.
        pub mo_wt: u32,
        /// Messages that could not be delivered to the service provider.
        pub mo_fl: u32,
    }
}

body! {
    /// `CMPP_CANCEL`: recalls a message. `protocols/cmpp.md §5.9`; command id `0x0000_0007`.
    pub struct Cancel {
        /// The gateway's number of the message.
        pub msg_id: MsgId,
    }
}

body! {
    /// `CMPP_CANCEL_RESP`. `protocols/cmpp.md §5.9`; command id `0x8000_0007`.
    pub struct CancelResp {
        /// Whether it was recalled.
        pub success_id: CancelResult [1, 4],
    }
}

body! {
    /// `CMPP_ACTIVE_TEST_RESP`. `protocols/cmpp.md §5.10`; command id `0x8000_0008`.
    pub struct ActiveTestResp {
        /// Zero; some gateways leave it out.
        pub reserved: u8 as tail,
    }
}
